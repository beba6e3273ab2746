// Package alike is for the tests of what people read: it knows the lists of texts that are
// the same in a language as they are in English, and need not be translated.
package alike

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Listed reads the list of a language (BCP 47): the names of texts, one a line, in the
// file testdata/same/LANGUAGE.txt of the package that is tested. There need not be one.
func Listed(code string) (map[string]bool, error) {
	list, err := os.ReadFile(filepath.Join("testdata", "same", code+".txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what is the same in %s: %w", code, err)
	}
	names := map[string]bool{}
	for _, name := range strings.Fields(string(list)) {
		names[name] = true
	}
	return names, nil
}
