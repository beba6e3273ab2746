//go:build linux

package endtoend

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
)

// letter is a size and weight in which the window writes.
type letter struct {
	size float32
	bold bool
}

// onButton is how buttons are lettered.
func onButton() letter { return letter{14, true} }

func letters() []letter {
	return []letter{{14, false}, onButton(), {13, false}, {13, true}, {12, false}, {20, true}, {16, true}, {12, true}}
}

// find looks for a line of text in a picture, whatever its colors, and returns where
// it stands. The text is drawn once more, in the window's own font, and laid over every
// place of the picture: where ink meets ink everywhere, it can be read there.
func find(picture *image.RGBA, text string, letters ...letter) (place image.Rectangle, found bool) {
	light := luminance(picture)
	for _, letter := range letters {
		if at, found := newStencil(text, letter).find(light); found {
			return at, true
		}
	}
	return image.Rectangle{}, false
}

// grey is how light each point of a picture is, 0 to 255.
type grey struct {
	width, height int
	points        []float32
}

func luminance(picture *image.RGBA) grey {
	size := picture.Bounds().Size()
	g := grey{width: size.X, height: size.Y, points: make([]float32, size.X*size.Y)}
	for i := range g.points {
		red, green, blue := picture.Pix[i*4], picture.Pix[i*4+1], picture.Pix[i*4+2]
		g.points[i] = 0.299*float32(red) + 0.587*float32(green) + 0.114*float32(blue)
	}
	return g
}

// stencil is a text as points of ink and points without.
type stencil struct {
	bounds      image.Rectangle
	ink, ground []image.Point
}

// newStencil draws a text and keeps the points that are clearly the one or the other.
func newStencil(text string, how letter) stencil {
	line := canvas.NewText(text, color.Black)
	line.TextSize, line.TextStyle = how.size, fyne.TextStyle{Bold: how.bold}
	paper := software.NewTransparentCanvas()
	paper.SetPadded(false)
	paper.SetContent(line)
	paper.Resize(line.MinSize())
	drawn := paper.Capture()
	s := stencil{bounds: drawn.Bounds()}
	for y := drawn.Bounds().Min.Y; y < drawn.Bounds().Max.Y; y++ {
		for x := drawn.Bounds().Min.X; x < drawn.Bounds().Max.X; x++ {
			switch _, _, _, alpha := drawn.At(x, y).RGBA(); {
			case alpha > 0xd000:
				s.ink = append(s.ink, image.Pt(x, y))
			case alpha == 0:
				s.ground = append(s.ground, image.Pt(x, y))
			}
		}
	}
	return s
}

func (s stencil) find(in grey) (place image.Rectangle, found bool) {
	size := s.bounds.Size()
	for y := 0; y+size.Y <= in.height; y++ {
		for x := 0; x+size.X <= in.width; x++ {
			if s.fits(in, x, y) {
				return s.bounds.Add(image.Pt(x, y)), true
			}
		}
	}
	return image.Rectangle{}, false
}

// contrast is the least that ink and ground differ by, and tolerance how much the
// points of either may differ among themselves; both of 255.
const (
	contrast  = 60
	tolerance = 45
)

// fits reports whether all ink is of one lightness, all ground of another.
func (s stencil) fits(in grey, x, y int) bool {
	at := func(p image.Point) float64 { return float64(in.points[(y+p.Y)*in.width+x+p.X]) }
	ink, ground := at(s.ink[0]), at(s.ground[0])
	if math.Abs(ink-ground) < contrast {
		return false
	}
	for _, p := range s.ink {
		if math.Abs(at(p)-ink) > tolerance {
			return false
		}
	}
	for _, p := range s.ground {
		if math.Abs(at(p)-ground) > tolerance {
			return false
		}
	}
	return true
}
