package words

import (
	"fmt"
	"io/fs"
	"path"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"retune/assets"
)

// folder has a folder of files for each language.
const folder = "translations"

// Languages returns the languages that there are words in (BCP 47), English among
// them.
func Languages() ([]string, error) {
	entries, err := fs.ReadDir(assets.Texts(), folder)
	if err != nil {
		return nil, fmt.Errorf("the translations cannot be listed: %w", err)
	}
	var languages []string
	for _, entry := range entries {
		languages = append(languages, entry.Name())
	}
	return languages, nil
}

// load reads the files of all languages. English comes first: it is what the others
// fall back to.
func load() (*i18n.Bundle, error) {
	bundle := i18n.NewBundle(language.English)
	languages, err := Languages()
	if err != nil {
		return nil, err
	}
	for _, name := range languages {
		if err := loadLanguage(bundle, assets.Texts(), name); err != nil {
			return nil, err
		}
	}
	return bundle, nil
}

func loadLanguage(bundle *i18n.Bundle, files fs.FS, name string) error {
	paths, err := fs.Glob(files, path.Join(folder, name, "*.json"))
	if err != nil {
		return fmt.Errorf("the translations of %q cannot be listed: %w", name, err)
	}
	for _, file := range paths {
		data, err := fs.ReadFile(files, file)
		if err != nil {
			return fmt.Errorf("the translation %s cannot be read: %w", file, err)
		}
		// The bundle takes the language from the name of the file.
		if _, err := bundle.ParseMessageFileBytes(data, name+".json"); err != nil {
			return fmt.Errorf("the translation %s: %w", file, err)
		}
	}
	return nil
}

// best returns the first of the wanted languages that there is, or the first of
// those that there are. What is no language is passed over.
func best(there []language.Tag, wanted []string) language.Tag {
	var tags []language.Tag
	for _, name := range wanted {
		if tag, err := language.Parse(name); err == nil {
			tags = append(tags, tag)
		}
	}
	_, index, _ := language.NewMatcher(there).Match(tags...)
	return there[index]
}
