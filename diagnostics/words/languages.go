package words

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"retune/assets"
)

// folder has a folder of files for each language.
const folder = "translations"

// Language is one that there are words in.
type Language struct {
	Code string // BCP 47, such as "de" or "pt-BR"
	Name string // what it calls itself: "Deutsch"
	// Roman is that name in Latin letters, which every computer can show.
	Roman string
}

// nameKey and romanKey are the keys of a language's own name, which has a file of its own
// so that naming all languages reads nothing else of them.
const (
	nameKey  = "language.name"
	romanKey = "language.roman"
	nameFile = "name.json"
)

// Languages returns the languages that there are words in, by their own names in order,
// English among them.
func Languages() ([]Language, error) { return languagesOf(assets.Texts()) }

func languagesOf(files fs.FS) ([]Language, error) {
	codes, err := codesOf(files)
	if err != nil {
		return nil, err
	}
	languages := make([]Language, len(codes))
	for i, code := range codes {
		languages[i] = named(files, code)
	}
	slices.SortFunc(languages, func(a, b Language) int { return strings.Compare(a.Name, b.Name) })
	return languages, nil
}

// codesOf returns the names of the languages' folders.
func codesOf(files fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, fmt.Errorf("the translations cannot be listed: %w", err)
	}
	var codes []string
	for _, entry := range entries {
		codes = append(codes, entry.Name())
	}
	return codes, nil
}

// named is a language with its own name, or with its code where it does not say one.
func named(files fs.FS, code string) Language {
	names := map[string]string{}
	if data, err := fs.ReadFile(files, path.Join(folder, code, nameFile)); err == nil {
		_ = json.Unmarshal(data, &names) // what is no JSON names nothing
	}
	name := cmp.Or(names[nameKey], code)
	return Language{Code: code, Name: name, Roman: cmp.Or(names[romanKey], code)}
}

// best returns the one of the languages that serves whoever wants these, the first
// before the second: "pt-PT" and "pt" are served by "pt-BR", "de-AT" by "de". It is
// English where none serves; what is no language is passed over.
func best(there, wanted []string) string {
	tags := []language.Tag{language.English}
	for _, code := range there {
		if tag := language.Make(code); tag != language.English {
			tags = append(tags, tag)
		}
	}
	var wishes []language.Tag
	for _, name := range wanted {
		if tag, err := language.Parse(name); err == nil {
			wishes = append(wishes, tag)
		}
	}
	_, index, _ := language.NewMatcher(tags).Match(wishes...)
	return tags[index].String()
}
