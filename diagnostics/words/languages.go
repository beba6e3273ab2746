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

// folder contains a folder of files for each language.
const folder = "translations"

// Language is a language that Retune is translated into.
type Language struct {
	Code string // BCP 47, such as "de" or "pt-BR"
	Name string // its own name, such as "Deutsch"
	// Roman is that name in Latin letters, for which every computer has a font.
	Roman string
}

// nameKey and romanKey are the keys of a language's own name. It is in a separate file, so
// that listing the languages does not require reading their other files.
const (
	nameKey  = "language.name"
	romanKey = "language.roman"
	nameFile = "name.json"
)

// Languages returns all languages including English, ordered by their own names.
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

// codesOf returns the codes of the languages: the names of their folders.
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

// named returns a language with its own name, or with its code if the name is missing.
func named(files fs.FS, code string) Language {
	names := map[string]string{}
	if data, err := fs.ReadFile(files, path.Join(folder, code, nameFile)); err == nil {
		_ = json.Unmarshal(data, &names) // a malformed file provides no name
	}
	name := cmp.Or(names[nameKey], code)
	return Language{Code: code, Name: name, Roman: cmp.Or(names[romanKey], code)}
}

// best returns the available language that best serves somebody who wants these, in order of
// preference: "pt-BR" serves "pt-PT" and "pt", "de" serves "de-AT". It is English if none
// does. Malformed language tags are skipped.
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
