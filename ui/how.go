package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics/guide"
)

// howView is the manual instructions of a step, for one kind of device.
type howView struct {
	title   string
	devices []deviceView
	lines   []markedView
	picture pictureView
}

// deviceView is a device that can be chosen.
type deviceView struct {
	device guide.Device
	choiceView
}

// markedView is a text with highlighted matches.
type markedView struct {
	text  string
	marks []guide.Mark
}

// pictureView is a drawing and its description. An empty name means no drawing.
type pictureView struct{ name, words string }

// how returns the manual instructions of a step for the chosen device.
func (v viewer) how(step guide.Step) howView {
	view := howView{title: v.say("by-hand"), devices: v.devices(), picture: v.picture(step)}
	for _, move := range step.How[v.device] {
		view.lines = append(view.lines, markedView{text: move})
	}
	return view
}

// devices lists the device in use first.
func (v viewer) devices() []deviceView {
	views := []deviceView{v.deviceView(v.home, v.sayWith("device.this", map[string]any{"Device": v.words.Device(v.home)}))}
	for _, device := range guide.Devices() {
		if device != v.home {
			views = append(views, v.deviceView(device, v.words.Device(device)))
		}
	}
	return views
}

func (v viewer) deviceView(device guide.Device, name string) deviceView {
	return deviceView{device, v.choice(name, device == v.device)}
}

// picture returns the drawing that shows where Offline Mode is on the device.
func (v viewer) picture(step guide.Step) pictureView {
	if step.Number != offlineModeStep {
		return pictureView{}
	}
	return pictureView{
		name:  "offline-mode-" + string(v.device),
		words: v.sayWith("picture", map[string]any{"Device": v.words.Device(v.device)}),
	}
}

// newSwitch makes the choice between the devices.
func newSwitch(host *host, devices []deviceView, choose func(deviceView)) *fyne.Container {
	names := container.New(&flow{gap: 2})
	for _, device := range devices {
		names.Add(newChoice(host, device.choiceView, func() { choose(device) }))
	}
	return names
}

// newMoves makes the numbered list of a step's manual instructions.
func newMoves(lines []markedView) *fyne.Container {
	moves := make([]fyne.CanvasObject, len(lines))
	for i, move := range lines {
		number := newText(fmt.Sprintf("%d.", i+1), sizeQuiet).quiet()
		moves[i] = container.New(line{gap: 8, grow: 1, top: true}, container.New(wide(16), number), newMarked(move, sizeQuiet))
	}
	return container.New(column{gap: 4}, moves...)
}

// pictureSize is how big a drawing is shown.
func pictureSize() fyne.Size { return fyne.NewSize(324, 180) }

// newPicture makes a drawing. It returns nil if there is none, or if it cannot be read: the
// instructions above suffice.
func newPicture(view pictureView, read func(name string) ([]byte, error)) fyne.CanvasObject {
	if view.name == "" || read == nil {
		return nil
	}
	drawing, err := read(view.name)
	if err != nil {
		return nil
	}
	picture := canvas.NewImageFromResource(fyne.NewStaticResource(view.name+".svg", drawing))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(pictureSize())
	return container.New(&flow{}, newDescribed(picture, view.words))
}

// quietTitle makes the heading of a part of a page.
func quietTitle(words string) *text { return newText(words, theme.SizeNameCaptionText).quiet().bold() }
