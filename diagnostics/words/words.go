// Package words turns the codes of the other packages into sentences of one language, for
// window and terminal alike. The sentences are data in package assets. Arguments that came
// from outside (a host name, a server's text) are stripped of control characters before they
// are put into a sentence.
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

// fallbackLanguage is used if none of the wanted languages exists, and for each key that a
// language lacks.
const fallbackLanguage = "en"

// Words is the sentences of one language. It is safe for concurrent use.
type Words struct {
	language string
	own      *i18n.Localizer
	// english loads the fallback language once a sentence is missing; it yields nil if that
	// cannot be read.
	english func() *i18n.Localizer
	// templates print nothing for a missing argument.
	templates template.Parser
}

// Open returns the sentences of the first available of the languages (BCP 47, such as "en" or
// "pt-BR"), or of English if none is available. An error means that the translations
// themselves are malformed.
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
		// The bundle derives the language from the file's name.
		if _, err := bundle.ParseMessageFileBytes(data, code+".json"); err != nil {
			return nil, fmt.Errorf("the translation %s: %w", file, err)
		}
	}
	return i18n.NewLocalizer(bundle, code), nil
}

// Language returns the language of the words (BCP 47).
func (w *Words) Language() string { return w.language }

// Say returns the sentence of a key with its arguments filled in. An argument named Count
// selects the plural form. If the language lacks the key or its entry is unusable, the
// sentence is in English; if English lacks it, too, Say returns the key.
func (w *Words) Say(key string, args diagnostics.Args) string {
	if sentence, ok := w.sentence(key, args); ok {
		return sentence
	}
	return key
}

// Count formats a number of things with its unit, in the right plural form. The key is a
// whole one, such as "count.files".
func (w *Words) Count(key string, count int64) string {
	return w.Say(key, diagnostics.Args{"Count": count})
}

// sentence returns a key's sentence, and false if not even English has the key.
func (w *Words) sentence(key string, args diagnostics.Args) (string, bool) {
	wanted := i18n.LocalizeConfig{
		MessageID: key, TemplateData: w.fill(args), PluralCount: plural(args), TemplateParser: w.templates,
	}
	// The error adds nothing to the empty sentence.
	sentence, _ := w.own.Localize(&wanted)
	if sentence != "" || w.language == fallbackLanguage {
		return sentence, sentence != ""
	}
	if fallback := w.english(); fallback != nil {
		sentence, _ = fallback.Localize(&wanted)
	}
	return sentence, sentence != ""
}

// coded returns the word for a code, or the code itself if there is none.
func (w *Words) coded(group, code string) string {
	if word, ok := w.sentence(group+"."+code, nil); ok {
		return word
	}
	return clean(code)
}
