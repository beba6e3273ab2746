package words

import (
	"time"

	"retune/diagnostics"
	"retune/diagnostics/stability"
)

// Watching returns a sentence on what a watch has found, and one on what to do.
func (w *Words) Watching(summary stability.Summary) (sentence, advice string) {
	args := diagnostics.Args{
		"Count": summary.Drops, "Alike": summary.Alike, "Span": w.Span(summary.Watched),
		"Origin": w.of("stability.origin.", summary.Origin, summary.Link),
	}
	if summary.Every > 0 {
		args["Every"] = w.Span(summary.Every)
	}
	about := string(summary.Origin)
	if about == "" {
		about = string(summary.Code)
	}
	return w.Say("stability."+string(summary.Code), args), w.of("stability.advice.", stability.Origin(about), summary.Link)
}

// Drop says in a few words what failed first.
func (w *Words) Drop(drop stability.Drop) string {
	return w.of("stability.drop.", drop.Origin, drop.Link)
}

// of returns the text for an origin over a kind of link, or over any kind if there is no
// special one.
func (w *Words) of(group string, origin stability.Origin, link stability.LinkKind) string {
	if text, ok := w.sentence(group+string(origin)+"."+string(link), nil); ok {
		return text
	}
	text, _ := w.sentence(group+string(origin), nil)
	return text
}

// Target names a target; link is what carries the traffic.
func (w *Words) Target(target stability.Target, link stability.LinkKind) string {
	if target == stability.Link && link != "" {
		return w.coded("stability.link", string(link))
	}
	return w.Say("stability.target."+target.Code(), nil)
}

// Short names a target in a word.
func (w *Words) Short(target stability.Target, link stability.LinkKind) string {
	if target == stability.Link && link != "" {
		return w.coded("stability.link", string(link))
	}
	return w.Say("stability.short."+target.Code(), nil)
}

// Sighting says what was seen of a target: how long its answer took, or why there is none.
func (w *Words) Sighting(target stability.Target, seen stability.Sighting) string {
	if seen.State == stability.Answered && seen.Took > 0 {
		return w.milliseconds(seen.Took.Milliseconds())
	}
	key := "stability.state." + seen.State.Code()
	if own, ok := w.sentence(key+"."+target.Code(), nil); ok {
		return own
	}
	return w.Say(key, nil)
}

// Span formats a duration in the largest fitting unit ("12 seconds", "3 hours").
func (w *Words) Span(length time.Duration) string {
	return w.span(int64(length.Round(time.Second) / time.Second))
}
