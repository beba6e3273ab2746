// Package words turns the codes of the other packages into the sentences of one
// language, for both faces. The sentences are data in package assets. Whatever came
// from outside (a host name, a server's text) is cleaned here of control characters
// before it gets into a sentence.
package words

import (
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"retune/assets"
	"retune/diagnostics"
)

// fallbackLanguage serves where there is no other, and, key by key, where another lacks words.
const fallbackLanguage = "en"

// Words is one language. It may be used from several goroutines.
type Words struct {
	language string
	own      *i18n.Localizer
	// english is read only once a sentence is missing; it is nil where it cannot be read.
	english func() *i18n.Localizer
	// templates print nothing for an argument that is missing.
	templates template.Parser
}

// Open returns the words of the first of the languages (BCP 47, such as "en" or
// "pt-BR") that there is, and English where there is none of them. The error is one
// of the translations themselves.
func Open(languages ...string) (*Words, error) { return open(assets.Texts(), languages) }

func open(files fs.FS, languages []string) (*Words, error) {
	there, err := codesOf(files)
	if err != nil {
		return nil, err
	}
	code := best(there, languages)
	own, err := load(files, code)
	if err != nil {
		return nil, err
	}
	return &Words{
		language: code, own: own,
		english: sync.OnceValue(func() *i18n.Localizer {
			fallback, _ := load(files, fallbackLanguage)
			return fallback
		}),
		templates: &template.TextParser{Option: "missingkey=zero"},
	}, nil
}

// load reads the files of one language.
func load(files fs.FS, code string) (*i18n.Localizer, error) {
	bundle := i18n.NewBundle(language.Make(code))
	paths, err := fs.Glob(files, path.Join(folder, code, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("the translations of %q cannot be listed: %w", code, err)
	}
	for _, file := range paths {
		data, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, fmt.Errorf("the translation %s cannot be read: %w", file, err)
		}
		// The bundle takes the language from the name of the file.
		if _, err := bundle.ParseMessageFileBytes(data, code+".json"); err != nil {
			return nil, fmt.Errorf("the translation %s: %w", file, err)
		}
	}
	return i18n.NewLocalizer(bundle, code), nil
}

// Language returns the language of the words (BCP 47).
func (w *Words) Language() string { return w.language }

// Say returns the sentence of a key with its arguments filled in. An argument named
// Count selects the plural form. A key that the language lacks, or has in a form that
// cannot be used, is said in English; one that English lacks, too, is returned as it is.
func (w *Words) Say(key string, args diagnostics.Args) string {
	if sentence, ok := w.sentence(key, args); ok {
		return sentence
	}
	return key
}

// Count writes a number of things with its unit, in the right plural. The key is a
// whole one, such as "count.files".
func (w *Words) Count(key string, count int64) string {
	return w.Say(key, diagnostics.Args{"Count": count})
}

// sentence is false where not even English has the key.
func (w *Words) sentence(key string, args diagnostics.Args) (string, bool) {
	wanted := i18n.LocalizeConfig{
		MessageID: key, TemplateData: w.fill(args), PluralCount: plural(args), TemplateParser: w.templates,
	}
	// The error says no more than an empty sentence does.
	sentence, _ := w.own.Localize(&wanted)
	if sentence != "" || w.language == fallbackLanguage {
		return sentence, sentence != ""
	}
	if fallback := w.english(); fallback != nil {
		sentence, _ = fallback.Localize(&wanted)
	}
	return sentence, sentence != ""
}

// coded returns the word for a code, and the code itself where there is no word.
func (w *Words) coded(group, code string) string {
	if word, ok := w.sentence(group+"."+code, nil); ok {
		return word
	}
	return clean(code)
}
