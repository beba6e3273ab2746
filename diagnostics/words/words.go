// Package words turns the codes of the other packages into the sentences of one
// language, for both faces. The sentences are data in package assets. Whatever came
// from outside (a host name, a server's text) is cleaned here of control characters
// before it gets into a sentence.
package words

import (
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"retune/diagnostics"
)

// Words is one language. It may be used from several goroutines.
type Words struct {
	language  language.Tag
	localizer *i18n.Localizer
	// templates print nothing for an argument that is missing.
	templates template.Parser
}

// Open returns the words of the first of the languages (BCP 47, such as "en" or
// "pt-BR") that there is, and English where there is none of them. The error is one
// of the translations themselves.
func Open(languages ...string) (*Words, error) {
	bundle, err := load()
	if err != nil {
		return nil, err
	}
	tag := best(bundle.LanguageTags(), languages)
	return &Words{
		language:  tag,
		localizer: i18n.NewLocalizer(bundle, tag.String()),
		templates: &template.TextParser{Option: "missingkey=zero"},
	}, nil
}

// Language returns the language of the words (BCP 47).
func (w *Words) Language() string { return w.language.String() }

// Say returns the sentence of a key with its arguments filled in. An argument named
// Count selects the plural form. A key that the language lacks is said in English;
// one that English lacks, too, is returned as it is.
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

// sentence is false where not even English has the key. The localizer's error is no
// loss: it also comes with the English sentence where only the translation is missing.
func (w *Words) sentence(key string, args diagnostics.Args) (string, bool) {
	sentence, _ := w.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: key, TemplateData: w.fill(args), PluralCount: plural(args), TemplateParser: w.templates,
	})
	return sentence, sentence != ""
}

// coded returns the word for a code, and the code itself where there is no word.
func (w *Words) coded(group, code string) string {
	if word, ok := w.sentence(group+"."+code, nil); ok {
		return word
	}
	return clean(code)
}
