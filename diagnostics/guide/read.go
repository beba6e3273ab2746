package guide

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Invalid describes what is wrong with a file of the guide.
type Invalid struct {
	File  string // such as "en.json"
	Field string // such as "steps[3].how.linux"; empty for the file as a whole
	Why   string
}

func (i *Invalid) Error() string {
	if i.Field == "" {
		return fmt.Sprintf("the guide's file %s: %s", i.File, i.Why)
	}
	return fmt.Sprintf("the guide's file %s: field %s %s", i.File, i.Field, i.Why)
}

// read decodes a file into form, a pointer to factsFile or textFile. The file must have every
// field of the form and no other, and no text in it may be empty.
func read(files fs.FS, file string, form any) error {
	data, err := fs.ReadFile(files, path.Join("guide", file))
	if err != nil {
		return fmt.Errorf("the guide's file %s cannot be read: %w", file, err)
	}
	if err := json.Unmarshal(data, form); err != nil {
		return notTheForm(file, data, err)
	}
	written, err := tree(data)
	if err != nil {
		return notTheForm(file, data, err)
	}
	filled, err := json.Marshal(form)
	if err != nil {
		return fmt.Errorf("the guide's file %s: %w", file, err)
	}
	known, err := tree(filled)
	if err != nil {
		return fmt.Errorf("the guide's file %s: %w", file, err)
	}
	return compare(file, "", written, known)
}

func tree(data []byte) (any, error) {
	var root any
	err := json.Unmarshal(data, &root)
	return root, err
}

// notTheForm turns an error of the JSON decoder into one that names the place.
func notTheForm(file string, data []byte, err error) error {
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return &Invalid{File: file, Field: kind.Field, Why: fmt.Sprintf("is a %s and should be a %s", kind.Value, kind.Type)}
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line := 1 + strings.Count(string(data[:syntax.Offset]), "\n")
		return &Invalid{File: file, Why: fmt.Sprintf("is not JSON, line %d: %v", line, syntax)}
	}
	return &Invalid{File: file, Why: err.Error()}
}

// compare finds fields that only one of two trees has: written is the file as it is, known is
// the form after decoding the file into it.
func compare(file, field string, written, known any) error {
	switch known := known.(type) {
	case map[string]any:
		object, _ := written.(map[string]any)
		return compareObjects(file, field, object, known)
	case []any:
		list, _ := written.([]any)
		for i := range min(len(list), len(known)) {
			if err := compare(file, fmt.Sprintf("%s[%d]", field, i), list[i], known[i]); err != nil {
				return err
			}
		}
	case string:
		if strings.TrimSpace(known) == "" {
			return &Invalid{File: file, Field: field, Why: "is empty"}
		}
	}
	return nil
}

func compareObjects(file, field string, written, known map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if _, ok := written[name]; !ok {
			return &Invalid{File: file, Field: within(field, name), Why: "is missing"}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(written)) {
		if _, ok := known[name]; !ok {
			return &Invalid{File: file, Field: within(field, name), Why: "is not known"}
		}
		if err := compare(file, within(field, name), written[name], known[name]); err != nil {
			return err
		}
	}
	return nil
}

func within(field, name string) string {
	return strings.TrimPrefix(field+"."+name, ".")
}
