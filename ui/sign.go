package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// mark is the state that a sign shows.
type mark string

// The marks. Each has its own shape and a word, so that nothing depends on color alone.
const (
	markWaiting   mark = "waiting"
	markBusy      mark = "busy"
	markFine      mark = "fine"
	markAttention mark = "attention"
	markBroken    mark = "broken"
	markUnknown   mark = "unknown"
)

// The sizes of signs.
const (
	signSmall = 16
	signSize  = 22
	signBig   = 34
)

// The width of a waiting sign's ring, and the size of the hole in a busy sign.
const (
	waitingRing = 1.6
	busyHole    = 0.75
)

// turn is the time a busy sign's ring takes for one revolution.
const turn = 1200 * time.Millisecond

// sign is the round sign of a state.
type sign struct {
	widget.BaseWidget
	mark mark
	word string // how a screen reader says the state
	size float32
	// still keeps a busy sign's ring from turning at all; away does so while its page is not
	// on the screen.
	still, away bool

	spin  *fyne.Animation
	angle float32
}

func newSign(size float32) *sign {
	s := &sign{mark: markWaiting, size: size}
	s.still = !fyne.CurrentApp().Settings().ShowAnimations()
	s.ExtendBaseWidget(s)
	return s
}

// set sets the state; word is its name.
func (s *sign) set(mark mark, word string) {
	s.word = word
	if s.mark != mark {
		s.mark = mark
		s.move()
		s.Refresh()
	}
}

// Hide stops the animation, too.
func (s *sign) Hide() {
	s.BaseWidget.Hide()
	s.move()
}

// Show resumes the animation if the sign is busy.
func (s *sign) Show() {
	s.BaseWidget.Show()
	s.move()
}

// leave sets whether the sign's page is off the screen.
func (s *sign) leave(away bool) {
	s.away = away
	s.move()
}

// halt stops the animation for good.
func (s *sign) halt() {
	s.still, s.angle = true, 0
	s.move()
	s.Refresh()
}

// move starts or stops the animation, depending on state and visibility.
func (s *sign) move() {
	should := s.mark == markBusy && !s.still && !s.away && s.Visible()
	switch {
	case should && s.spin == nil:
		s.spin = &fyne.Animation{
			Duration: turn, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear,
			Tick: func(float32) {
				s.angle = angleAt(time.Now())
				s.Refresh()
			},
		}
		s.spin.Start()
	case !should && s.spin != nil:
		s.spin.Stop()
		s.spin = nil
	}
}

// angleAt is the angle of all rings at a given time: they turn in step, whenever each one
// started.
func angleAt(now time.Time) float32 {
	return 360 * float32(now.UnixMilli()%turn.Milliseconds()) / float32(turn.Milliseconds())
}

// AccessibilityLabel returns the state's name.
func (s *sign) AccessibilityLabel() string { return s.word }

// AccessibilityRole returns the role of a text, because a sign is not interactive.
func (s *sign) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the sign.
func (s *sign) CreateRenderer() fyne.WidgetRenderer {
	r := &signParts{
		sign: s, disc: canvas.NewCircle(color.Transparent),
		arc:    canvas.NewArc(0, 0, 0, color.Transparent),
		first:  canvas.NewLine(color.Transparent),
		second: canvas.NewLine(color.Transparent),
		letter: canvas.NewText("", color.Transparent),
	}
	r.letter.TextStyle.Bold = true
	r.letter.Alignment = fyne.TextAlignCenter
	s.move()
	return draw(s, r)
}

type signParts struct {
	sign          *sign
	disc          *canvas.Circle
	arc           *canvas.Arc
	first, second *canvas.Line
	letter        *canvas.Text
}

func (r *signParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.disc, r.arc, r.first, r.second, r.letter}
}

func (r *signParts) least() fyne.Size { return fyne.NewSquareSize(r.sign.size) }

func (r *signParts) lay(fyne.Size) {
	size := fyne.NewSquareSize(r.sign.size)
	r.disc.Resize(size)
	r.arc.Resize(size)
	r.letter.TextSize = 0.62 * r.sign.size
	height := r.letter.MinSize().Height
	r.letter.Move(fyne.NewPos(0, (r.sign.size-height)/2))
	r.letter.Resize(fyne.NewSize(r.sign.size, height))
	r.strokes()
}

// strokes places the two lines of a tick or a cross.
func (r *signParts) strokes() {
	if r.sign.mark == markFine {
		r.stroke(r.first, 0.30, 0.53, 0.44, 0.67)
		r.stroke(r.second, 0.44, 0.67, 0.71, 0.36)
		return
	}
	r.stroke(r.first, 0.35, 0.35, 0.65, 0.65)
	r.stroke(r.second, 0.35, 0.65, 0.65, 0.35)
}

// stroke places a line between two points, given as fractions of the sign's size.
func (r *signParts) stroke(line *canvas.Line, x1, y1, x2, y2 float32) {
	size := r.sign.size
	line.Position1 = fyne.NewPos(x1*size, y1*size)
	line.Position2 = fyne.NewPos(x2*size, y2*size)
	line.StrokeWidth = max(1.5, size/11)
}

func (r *signParts) paint() {
	s := r.sign
	r.disc.FillColor, r.disc.StrokeColor, r.disc.StrokeWidth = color.Transparent, color.Transparent, 0
	r.arc.Hidden, r.first.Hidden, r.second.Hidden = true, true, true
	r.letter.Text = ""
	ink := themed(s, colorMark)
	r.first.StrokeColor, r.second.StrokeColor, r.letter.Color = ink, ink, ink
	switch s.mark {
	case markWaiting:
		r.disc.StrokeColor, r.disc.StrokeWidth = themed(s, theme.ColorNameDisabled), waitingRing
	case markBusy:
		r.disc.StrokeColor, r.disc.StrokeWidth = themed(s, theme.ColorNameSeparator), s.size*(1-busyHole)/2
		r.arc.Hidden, r.arc.FillColor, r.arc.CutoutRatio = false, themed(s, theme.ColorNamePrimary), busyHole
		r.arc.StartAngle, r.arc.EndAngle = s.angle-45, s.angle+45
	case markFine, markBroken:
		r.first.Hidden, r.second.Hidden = false, false
		r.disc.FillColor = themed(s, s.mark.color())
	case markAttention:
		r.letter.Text, r.disc.FillColor = "!", themed(s, s.mark.color())
	case markUnknown:
		r.letter.Text, r.disc.FillColor = "?", themed(s, s.mark.color())
	}
}

// color returns the theme's name for the sign's color.
func (m mark) color() fyne.ThemeColorName {
	switch m {
	case markFine:
		return colorFine
	case markAttention:
		return colorAttention
	case markBroken:
		return colorBroken
	default:
		return theme.ColorNameDisabled
	}
}

// tint returns the theme's name for the color of a panel with this state.
func (m mark) tint() fyne.ThemeColorName {
	switch m {
	case markFine:
		return colorFineTint
	case markBroken:
		return colorBrokenTint
	case markAttention, markUnknown:
		return colorAttentionTint
	default:
		return colorBusyTint
	}
}

// weight is for sorting: what is wrong comes first, then what could not be told, then the
// rest.
func (m mark) weight() int {
	switch m {
	case markBroken:
		return 0
	case markAttention:
		return 1
	case markUnknown:
		return 2
	default:
		return 3
	}
}
