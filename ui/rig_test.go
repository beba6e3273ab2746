package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"retune/assets"
	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
	"retune/diagnostics/stability"
	"retune/diagnostics/words"
)

// TestMain creates one app for all windows: each new one would load the fonts again.
func TestMain(m *testing.M) {
	test.NewApp().Settings().SetTheme(NewTheme())
	m.Run()
}

// rig is a window whose work and drawing are queued until the test runs them, so that
// everything happens in the test's order and on its goroutine.
type rig struct {
	*Window
	t     *testing.T
	app   fyne.App
	work  []func()
	posts []func()
	// alarms are the functions waiting for a time to pass, in order of creation.
	alarms []*alarm

	// The behavior of the doors; each has a harmless default.
	findings diagnostics.Findings
	diagnose func(context.Context, func(diagnostics.Event)) (diagnostics.Report, error)
	plan     func(diagnostics.RepairName) (repair.Plan, repair.Outcome, error)
	apply    func(context.Context, repair.Plan, func(repair.Progress)) (repair.Outcome, error)
	undo     func(context.Context, func(repair.Progress)) (repair.Outcome, error)
	discard  func(context.Context, func(repair.Progress)) (repair.Outcome, error)
	aside    []repair.SetAside
	// looksAside is the error of listing what was set aside.
	looksAside error
	opens      error // the error of opening a page or settings
	opened     []diagnostics.Action
	pages      []guide.Link
	applied    []diagnostics.RepairName
	saved      string // the content of the last saved file
	still      bool   // whether the system asks to avoid animation
	saves      error  // the error of saving
	closed     bool
	// watches is what the watch of the connection sees.
	watches func(ctx context.Context, observe func(stability.Round)) error
	// languages are those that were loaded; unwritable is a name for which there is no font.
	languages  []string
	unwritable string
}

// ticks are stored in memory, as the preferences are in a file.
type ticks map[string]bool

func (t ticks) Bool(key string) bool           { return t[key] }
func (t ticks) SetBool(key string, value bool) { t[key] = value }

func newRig(t *testing.T) *rig {
	t.Helper()
	return newRigOf(t, func(*Content) {})
}

func newRigWith(t *testing.T, kept Ticks) *rig {
	t.Helper()
	return newRigOf(t, func(content *Content) { content.Ticks = kept })
}

// newRigOf is a rig whose content a test has modified.
func newRigOf(t *testing.T, change func(*Content)) *rig {
	t.Helper()
	r := &rig{t: t, app: fyne.CurrentApp(), findings: allFine()}
	english, err := guide.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	said, err := words.Open("en")
	if err != nil {
		t.Fatal(err)
	}
	window := test.NewWindow(nil)
	window.SetOnClosed(func() { r.closed = true })
	t.Cleanup(func() {
		if !r.closed {
			window.Close()
		}
	})
	content := Content{
		Guide: english, Words: said, Doors: r.doors(english), Device: guide.Linux,
		Ticks: ticks{}, Picture: assets.Picture, Version: "1.2.3", Speech: r.speech(),
	}
	change(&content)
	r.Window = New(r.app, window, content)
	return r
}

func (r *rig) doors(english guide.Guide) Doors {
	return Doors{
		Go: func(work func()) { r.work = append(r.work, work) },
		After: func(pause time.Duration, do func()) func() {
			waiting := &alarm{pause: pause, do: do}
			r.alarms = append(r.alarms, waiting)
			return func() { waiting.stopped = true }
		},
		Post: func(draw func()) { r.posts = append(r.posts, draw) },
		Diagnose: func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
			if r.diagnose != nil {
				return r.diagnose(ctx, observe)
			}
			return r.report(ctx, observe)
		},
		Plan: func(_ context.Context, name diagnostics.RepairName, _ func(repair.Progress)) (repair.Plan, repair.Outcome, error) {
			if r.plan != nil {
				return r.plan(name)
			}
			return planOf(name), repair.Outcome{}, nil
		},
		Apply: func(ctx context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error) {
			r.applied = append(r.applied, plan.Repair)
			if r.apply != nil {
				return r.apply(ctx, plan, progress)
			}
			return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
		},
		Undo: func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error) {
			return r.changed(ctx, of, progress, r.undo)
		},
		Discard: func(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress)) (repair.Outcome, error) {
			return r.changed(ctx, of, progress, r.discard)
		},
		SetAside: func(context.Context) ([]repair.SetAside, error) { return slices.Clone(r.aside), r.looksAside },
		OpenLink: func(_ context.Context, link guide.Link) error {
			r.pages = append(r.pages, link)
			return r.opens
		},
		OpenAction: func(_ context.Context, action diagnostics.Action) error {
			r.opened = append(r.opened, action)
			return r.opens
		},
		Still: func(context.Context) bool { return r.still },
		Watch: func(ctx context.Context, observe func(stability.Round)) error {
			if r.watches == nil {
				return ctx.Err()
			}
			return r.watches(ctx, observe)
		},
		Report: func(said *words.Words, diagnosis diagnostics.Report) string {
			return said.Say("report.title", nil) + ": " + string(diagnosis.Verdict.Cause)
		},
		Save: func(name string, content []byte) (string, error) {
			r.saved = string(content)
			return "/home/anna/Downloads/" + name, r.saves
		},
		Address: func(link guide.Link) string {
			address, err := english.Address(link)
			if err != nil {
				r.t.Error(err)
			}
			return address
		},
	}
}

// changed removes the old cache, as restoring and deleting it both do.
func (r *rig) changed(ctx context.Context, of diagnostics.RepairName, progress func(repair.Progress),
	how func(context.Context, func(repair.Progress)) (repair.Outcome, error),
) (repair.Outcome, error) {
	if how != nil {
		return how(ctx, progress)
	}
	r.aside = slices.DeleteFunc(r.aside, func(what repair.SetAside) bool { return what.Repair == of })
	return repair.Outcome{Repair: of, Result: repair.Repaired}, nil
}

// report emits every finding of the rig and concludes, as a real diagnosis does.
func (r *rig) report(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
	for _, finding := range r.findings {
		observe(diagnostics.Event{Check: finding.Check})
		observe(diagnostics.Event{Check: finding.Check, Finding: &finding})
	}
	if err := ctx.Err(); err != nil {
		return diagnostics.Report{}, err
	}
	return reportOf(r.findings), nil
}

// started is a rig whose first diagnosis is over.
func started(t *testing.T, findings diagnostics.Findings) *rig {
	t.Helper()
	r := newRig(t)
	r.findings = findings
	r.Start()
	r.finish()
	return r
}

// workOne does the oldest queued piece of work.
func (r *rig) workOne() {
	r.t.Helper()
	if len(r.work) == 0 {
		r.t.Fatal("no work waits")
	}
	work := r.work[0]
	r.work = r.work[1:]
	work()
}

// show does all queued drawing.
func (r *rig) show() {
	for len(r.posts) > 0 {
		draw := r.posts[0]
		r.posts = r.posts[1:]
		draw()
	}
}

// finish works and draws until the queues are empty.
func (r *rig) finish() {
	r.show()
	for len(r.work) > 0 {
		r.workOne()
		r.show()
	}
}

// visible calls back for everything on the current page, with its position.
func (r *rig) visible(visit func(fyne.CanvasObject, fyne.Position)) {
	lookAt(r.window.Content(), fyne.Position{}, visit)
}

func lookAt(object fyne.CanvasObject, at fyne.Position, visit func(fyne.CanvasObject, fyne.Position)) {
	if object == nil || !object.Visible() {
		return
	}
	at = at.Add(object.Position())
	visit(object, at)
	switch parent := object.(type) {
	case *fyne.Container:
		for _, child := range parent.Objects {
			lookAt(child, at, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(parent).Objects() {
			lookAt(child, at, visit)
		}
	}
}

// texts returns all text on the current page.
func (r *rig) texts() []string {
	var texts []string
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		switch shown := object.(type) {
		case *widget.Label:
			texts = append(texts, shown.Text)
		case *canvas.Text:
			texts = append(texts, shown.Text)
		case *described:
			texts = append(texts, shown.words)
		}
	})
	return texts
}

func (r *rig) reads(text string) bool {
	return slices.ContainsFunc(r.texts(), func(shown string) bool { return strings.Contains(shown, text) })
}

func (r *rig) wants(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if !r.reads(text) {
			r.t.Errorf("the window does not say %q; it says:\n%s", text, strings.Join(r.texts(), "\n"))
		}
	}
}

func (r *rig) wantsNot(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if r.reads(text) {
			r.t.Errorf("the window says %q", text)
		}
	}
}

// buttons returns the buttons on the current page.
func (r *rig) buttons() []*button {
	var buttons []*button
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if shown, ok := object.(*button); ok {
			buttons = append(buttons, shown)
		}
	})
	return buttons
}

func (r *rig) button(label string) *button {
	r.t.Helper()
	for _, shown := range r.buttons() {
		if shown.label == label {
			return shown
		}
	}
	r.t.Fatalf("there is no button %q among %q", label, r.labels())
	return nil
}

func (r *rig) labels() []string {
	var labels []string
	for _, shown := range r.buttons() {
		labels = append(labels, shown.label)
	}
	return labels
}

func (r *rig) press(label string) {
	r.t.Helper()
	test.Tap(r.button(label))
}

// line returns a step's line of the list.
func (r *rig) line(step int) *step { return r.steps.lines[step-1] }

func (r *rig) openStep(step int) { test.Tap(r.line(step).row) }

// marks returns the signs of the seven steps.
func (r *rig) marks() []mark {
	var marks []mark
	for _, line := range r.steps.lines {
		marks = append(marks, line.sign.mark)
	}
	return marks
}

func planOf(name diagnostics.RepairName) repair.Plan {
	plan := repair.Plan{Repair: name, Kind: "snap"}
	if name == diagnostics.RepairClearCache {
		plan.Items = []repair.Item{{Path: "/home/anna/.cache/spotify/Storage", Bytes: 4_300_000_000, Files: 1200}}
		plan.Bytes, plan.Files, plan.Undo = 4_300_000_000, 1200, true
		plan.Kept = []repair.Kept{{Why: repair.KeptDownloads, Bytes: 1_900_000_000}, {Why: repair.KeptLogin}}
		return plan
	}
	plan.Processes = []repair.Target{{PID: 4242, Program: "/snap/spotify/1/spotify"}}
	if name == diagnostics.RepairRestart {
		plan.Start = "/snap/bin/spotify"
	}
	return plan
}

func oldCache() []repair.SetAside {
	return []repair.SetAside{{Repair: diagnostics.RepairClearCache, Path: "/home/anna/.cache/spotify.old", Bytes: 4_300_000_000, Files: 1200}}
}

func reportOf(findings diagnostics.Findings) diagnostics.Report {
	verdict, marked := diagnostics.Conclude(findings)
	report := diagnostics.Report{Verdict: verdict, Findings: marked}
	report.Client.Running = findings.Saw(diagnostics.CheckProcess, diagnostics.SawFine)
	if finding, ok := findings.Of(diagnostics.CheckConnections); ok && finding.Observation == diagnostics.SawFine {
		report.Client.Connections, _ = finding.Args["Count"].(int)
	}
	return report
}

// allFine returns the findings of a computer on which nothing is wrong.
func allFine() diagnostics.Findings {
	args := map[diagnostics.CheckName]diagnostics.Args{
		diagnostics.CheckInterfaces:   {"Interface": "wireless"},
		diagnostics.CheckPlaces:       {"Answered": 4, "Tried": 4, "Milliseconds": int64(18)},
		diagnostics.CheckAccessPoints: {"Port": 4070, "Milliseconds": int64(23)},
		diagnostics.CheckInstalls:     {"Kind": "snap", "Version": "1.2.92", "Count": 1},
		diagnostics.CheckProcess:      {"Count": 5},
		diagnostics.CheckConnections:  {"Count": 6},
	}
	var findings diagnostics.Findings
	for _, name := range diagnostics.CheckNames() {
		saw := diagnostics.SawFine
		if name == diagnostics.CheckProxy || name == diagnostics.CheckTunnel {
			saw = diagnostics.SawNone
		}
		finding := diagnostics.Saw(name, saw, args[name])
		finding.Elapsed = 12 * time.Millisecond
		findings = append(findings, finding)
	}
	return findings
}

// but returns the findings with one check seeing something else.
func but(findings diagnostics.Findings, check diagnostics.CheckName, saw diagnostics.Observation, args diagnostics.Args) diagnostics.Findings {
	changed := slices.Clone(findings)
	for i := range changed {
		if changed[i].Check == check {
			changed[i] = diagnostics.Saw(check, saw, args)
		}
	}
	return changed
}

func offlineMode() diagnostics.Findings {
	return but(allFine(), diagnostics.CheckConnections, diagnostics.SawNone, nil)
}

func hostsBlocked() diagnostics.Findings {
	args := diagnostics.Args{"Host": "spclient.wg.spotify.com", "Address": "0.0.0.0", "Line": 14, "Path": "/etc/hosts", "Count": 1}
	return but(offlineMode(), diagnostics.CheckHostsFile, diagnostics.SawBlocked, args)
}

func spotifyRuns() (repair.Plan, repair.Outcome, error) {
	refused := repair.Outcome{Repair: diagnostics.RepairClearCache, Result: repair.Refused, Reason: repair.ReasonRunning}
	return repair.Plan{}, refused, nil
}

var errNoBrowser = errors.New("no browser")
