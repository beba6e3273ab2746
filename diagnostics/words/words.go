// Package words turns the codes of the other packages into the sentences of one
// language, for both faces. The sentences are data in package assets. Whatever came
// from outside (a host name, a server's text) is cleaned here of control characters
// before it gets into a sentence.
package words

import (
	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// Words is one language.
type Words struct{}

// Open returns the words of the first of the languages (BCP 47, such as "en" or
// "pt-BR") that there is, and English where there is none of them.
func Open(languages ...string) (*Words, error) { return &Words{}, nil }

// Say returns the sentence of a key with its arguments filled in. An argument named
// Count selects the plural form.
func (w *Words) Say(key string, args diagnostics.Args) string { return key }

// Title names a finding in a few words; Detail says it in a sentence or two.
func (w *Words) Title(finding diagnostics.Finding) string { return "" }

// Detail says a finding in a sentence or two.
func (w *Words) Detail(finding diagnostics.Finding) string { return "" }

// Verdict is a verdict in words.
type Verdict struct {
	Title string // the headline
	Proof string // one or two sentences: how we know
	Do    string // what to do next
	Label string // what the main button says
}

// Verdict returns the sentences of a report's verdict.
func (w *Words) Verdict(report diagnostics.Report) Verdict { return Verdict{} }

// Repair names a repair as a button does ("Restart Spotify").
func (w *Words) Repair(name diagnostics.RepairName) string { return "" }

// Action names an action as a button does ("Open network settings").
func (w *Words) Action(action diagnostics.Action) string { return "" }

// Outcome says how a repair ended, and what to do next where it did not help.
func (w *Words) Outcome(outcome repair.Outcome) string { return "" }

// Kept says what stays and why.
func (w *Words) Kept(kept repair.Kept) string { return "" }

// Progress says what a repair is doing, with figures.
func (w *Words) Progress(progress repair.Progress) string { return "" }

// Size writes a number of bytes as people read it ("4.3 GB").
func (w *Words) Size(bytes int64) string { return "" }

// Count writes a number of things with its unit, in the right plural.
func (w *Words) Count(key string, count int64) string { return "" }
