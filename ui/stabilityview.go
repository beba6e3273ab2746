package ui

import (
	"slices"
	"strings"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/stability"
)

// watching is the state of the Stability tab.
type watching struct {
	record *stability.Record
	// paused is whether the user has paused the watch, running whether there is one.
	paused, running bool
	// span is the length of time that the user wants to see; 0 for everything watched.
	span time.Duration
	// path is where something was last saved; failed is whether saving failed.
	path   string
	failed bool
}

// spans are the lengths of time that the chart can show.
func spans() []time.Duration {
	return []time.Duration{2 * time.Minute, 20 * time.Minute, 2 * time.Hour, 8 * time.Hour}
}

// shown returns the length of time that the chart shows: the chosen one, or the shortest one
// that covers everything watched.
func (w watching) shown() time.Duration {
	if w.span != 0 {
		return w.span
	}
	watched := w.record.Latest().At.Sub(w.record.Began())
	for _, span := range spans() {
		if watched <= span {
			return span
		}
	}
	return spans()[len(spans())-1]
}

// shownDrops is how many drops are listed, newest first.
const shownDrops = 12

// stabilityView is what the Stability tab shows.
type stabilityView struct {
	mark           mark
	headline       string
	advice         string
	note           string
	offers, saving []offer
	spans          []spanView
	chart          chartView
	drops          []dropView
	more           string // says that there were more drops than are listed
	saved          string
	savedMark      mark
	savedWord      string
}

// spanView is a length of time that can be chosen.
type spanView struct {
	span time.Duration
	choiceView
}

// dropView is one line of the list of drops.
type dropView struct {
	at, what, lasted string
	mark             mark
	word             string
}

// stability returns what the tab shows.
func (v viewer) stability() stabilityView {
	record := v.watching.record
	summary := record.Summary()
	view := stabilityView{mark: markOfWatch(summary), note: v.watchNote(record), chart: v.chart()}
	view.headline, view.advice = v.words.Watching(summary)
	if drop, open := record.Open(); open {
		view.mark = markBroken
		view.headline = v.sayWith("stability.now", diagnostics.Args{"Drop": v.words.Drop(drop), "Time": clock(drop.Began)})
	}
	toggle := offer{label: v.say("stability.pause"), intent: intent{kind: intentWatch}}
	if v.watching.paused {
		toggle.label = v.say("stability.go-on")
	}
	view.offers = []offer{toggle}
	for _, span := range spans() {
		view.spans = append(view.spans, spanView{span, v.choice(v.words.Span(span), span == v.watching.shown())})
	}
	v.addDrops(&view)
	v.addSaving(&view)
	return view
}

// markOfWatch returns the sign for a summary: drops need attention.
func markOfWatch(summary stability.Summary) mark {
	switch summary.Code {
	case stability.Steady, stability.Beginning:
		return markFine
	case stability.Unreached:
		return markUnknown
	default:
		return markAttention
	}
}

// watchNote says since when Retune has been watching, or that it is not.
func (v viewer) watchNote(record *stability.Record) string {
	switch {
	case v.watching.paused:
		return v.say("stability.paused")
	case record.Began().IsZero():
		return v.say("stability.begins")
	}
	return v.sayWith("stability.since", diagnostics.Args{"Time": clock(record.Began())})
}

// watchedWhen says from when to when the watch lasted, for a picture that is looked at later.
func (v viewer) watchedWhen() string {
	record := v.watching.record
	return v.sayWith("stability.pictured", diagnostics.Args{
		"From": v.words.Moment(record.Began().Local()), "To": v.words.Moment(record.Latest().At.Local()),
	})
}

// stabilityText returns the tab as plain text for the clipboard.
func (v viewer) stabilityText() string {
	view := v.stability()
	lines := []string{view.headline, view.advice, v.watchedWhen()}
	for _, drop := range view.drops {
		lines = append(lines, drop.at+"  "+drop.what+" ("+drop.lasted+")")
	}
	return strings.Join(lines, "\n") + "\n"
}

// chart returns the chart up to the latest round.
func (v viewer) chart() chartView {
	record, span := v.watching.record, v.watching.shown()
	latest := record.Latest()
	view := chartView{lanes: Lanes{Record: record, From: latest.At.Add(-span), Length: span}}
	for _, target := range stability.Targets() {
		seen := latest.Seen[target]
		mark := markOfState(seen.State)
		view.rows = append(view.rows, chartRow{
			name: v.words.Target(target, latest.Link), last: v.words.Sighting(target, seen), mark: mark, word: v.word(mark),
		})
	}
	for i := range chartTimes {
		moment := ""
		if !latest.At.IsZero() {
			moment = clockOf(span)(latest.At.Add(-span + span*time.Duration(i)/(chartTimes-1)))
		}
		view.times = append(view.times, moment)
	}
	return view
}

func markOfState(state stability.State) mark {
	switch state {
	case stability.Answered:
		return markFine
	case stability.Failed:
		return markBroken
	case stability.Unsure:
		return markUnknown
	default:
		return markWaiting
	}
}

// addDrops lists the drops, newest first.
func (v viewer) addDrops(view *stabilityView) {
	drops := v.watching.record.Drops()
	slices.Reverse(drops)
	for _, drop := range drops[:min(len(drops), shownDrops)] {
		line := dropView{at: exactClock(drop.Began), what: v.words.Drop(drop), mark: markAttention}
		line.lasted = v.words.Span(drop.Lasted(drop.Ended))
		if !drop.Over() {
			line.mark, line.lasted = markBroken, v.say("stability.goes-on")
		}
		line.word = v.word(line.mark)
		view.drops = append(view.drops, line)
	}
	if more := v.watching.record.Summary().Drops - len(view.drops); more > 0 {
		view.more = v.words.Count("window.stability.more", int64(more))
	}
}

// addSaving adds the buttons that save what was seen, once there is something.
func (v viewer) addSaving(view *stabilityView) {
	empty := v.watching.record.Began().IsZero()
	view.saving = []offer{
		{label: v.say("stability.picture"), intent: intent{kind: intentSavePicture}, off: empty},
		{label: v.say("stability.table"), intent: intent{kind: intentSaveTable}, off: empty},
	}
	switch {
	case v.watching.failed:
		view.savedMark, view.saved = markAttention, v.say("stability.not-saved")
	case v.watching.path != "":
		view.savedMark, view.saved = markFine, v.sayWith("stability.saved", diagnostics.Args{"Path": v.watching.path})
	}
	if view.savedMark != "" {
		view.savedWord = v.word(view.savedMark)
	}
}
