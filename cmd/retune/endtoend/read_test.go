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
	best := 0.0
	for _, letter := range letters {
		at, fit := newStencil(text, letter).find(light)
		if fit > best {
			place, best = at, fit
		}
		if best > certain {
			break
		}
	}
	return place, best > likeness
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

// stencil is a text as drawn: how much ink there is on each of its points, 0 to 1.
// The samples are some points full of ink and some without.
type stencil struct {
	bounds      image.Rectangle
	points      []image.Point
	ink         []float64
	full, empty []image.Point
}

// samples is how many points of either kind are looked at first.
const samples = 6

func newStencil(text string, how letter) stencil {
	line := canvas.NewText(text, color.Black)
	line.TextSize, line.TextStyle = how.size, fyne.TextStyle{Bold: how.bold}
	paper := software.NewTransparentCanvas()
	paper.SetPadded(false)
	paper.SetContent(line)
	paper.Resize(line.MinSize())
	drawn := paper.Capture()
	s := stencil{bounds: drawn.Bounds()}
	var full, empty []image.Point
	for y := range drawn.Bounds().Dy() {
		for x := range drawn.Bounds().Dx() {
			_, _, _, alpha := drawn.At(x, y).RGBA()
			s.points = append(s.points, image.Pt(x, y))
			s.ink = append(s.ink, float64(alpha)/0xffff)
			switch {
			case alpha > 0xc000:
				full = append(full, image.Pt(x, y))
			case alpha == 0:
				empty = append(empty, image.Pt(x, y))
			}
		}
	}
	s.full, s.empty = spread(full), spread(empty)
	return s
}

// spread returns some of the points, from all over.
func spread(points []image.Point) []image.Point {
	var some []image.Point
	for i := range min(samples, len(points)) {
		some = append(some, points[i*len(points)/samples])
	}
	return some
}

// find returns the place where the text can be read best.
func (s stencil) find(in grey) (place image.Rectangle, found float64) {
	size := s.bounds.Size()
	for y := 0; y+size.Y <= in.height; y++ {
		for x := 0; x+size.X <= in.width; x++ {
			if fit := s.fit(in, x, y); fit > found {
				place, found = s.bounds.Add(image.Pt(x, y)), fit
			}
			if found > certain {
				return place, found
			}
		}
	}
	return place, found
}

// contrast is the least that ink and ground differ by, of 255. likeness is how well a
// place has to go with the text, from 0 to 1, which is every point: a text that stands
// between two rows of points is blurred a little.
const (
	contrast = 20
	likeness = 0.85
	certain  = 0.98 // no better place needs to be looked for
)

// fit returns how well the text can be read at a place; 0 where ink and ground are not
// even told apart.
func (s stencil) fit(in grey, x, y int) float64 {
	at := func(p image.Point) float64 { return float64(in.points[(y+p.Y)*in.width+x+p.X]) }
	if math.Abs(at(s.full[0])-at(s.empty[0])) < contrast {
		return 0 // as nearly everywhere: this spares the closer looks
	}
	darkInk, lightInk := extremes(s.full, at)
	darkGround, lightGround := extremes(s.empty, at)
	if darkInk < lightGround+contrast && darkGround < lightInk+contrast {
		return 0
	}
	return math.Abs(s.correlation(at))
}

func extremes(points []image.Point, at func(image.Point) float64) (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		least, most = min(least, at(p)), max(most, at(p))
	}
	return least, most
}

// correlation is Pearson's, between ink and light.
func (s stencil) correlation(at func(image.Point) float64) float64 {
	var ink, light, inks, lights, both float64
	for i, p := range s.points {
		a, b := s.ink[i], at(p)
		ink, light, inks, lights, both = ink+a, light+b, inks+a*a, lights+b*b, both+a*b
	}
	n := float64(len(s.points))
	spread := math.Sqrt((inks - ink*ink/n) * (lights - light*light/n))
	if spread == 0 {
		return 0
	}
	return (both - ink*light/n) / spread
}
