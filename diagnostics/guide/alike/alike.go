// Package alike serves tests of translations. It reads the lists of texts that are rightly
// the same in a language as in English, and so need no translation.
package alike

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Listed reads the list of a language (BCP 47) from testdata/same/LANGUAGE.txt of the package
// under test: the keys of texts, one per line. A missing file is an empty list.
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
