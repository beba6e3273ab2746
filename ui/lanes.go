package ui

import (
	"image"
	"image/color"
	pixels "image/draw"
	"math"
	"slices"
	"time"

	"retune/diagnostics/stability"
)

// Lanes draws what a watch has seen over some time, with a lane for each target and time
// running from left to right. An answer is a bar, taller the longer it took; a failure fills
// its lane; an unclear result is a thin line; and where nothing was watched there is nothing.
// A drop tints the background and has a mark over the lane in which it began.
type Lanes struct {
	Record *stability.Record
	// From is the time at the left edge, Length the time across the whole width.
	From   time.Time
	Length time.Duration
	Colors LaneColors
}

// LaneColors are the colors used for lanes.
type LaneColors struct {
	Ground, Answered, Failed, Dropped, Unsure color.Color
}

// The top and bottom of a lane, as fractions of a row's height.
const (
	laneTop    = 0.26
	laneBottom = 0.96
)

// Draw draws the lanes in pixels. The targets' rows share the height evenly.
func (l Lanes) Draw(width, height int) image.Image {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	targets := stability.Targets()
	if width == 0 || height < len(targets) {
		return picture
	}
	row := float64(height) / float64(len(targets))
	for i := range targets {
		l.ground(picture, lane(row, i), l.Colors.Ground, 0, width)
	}
	drops := l.Record.Drops()
	for _, drop := range drops {
		left, right := l.place(drop.Began, width), l.place(l.end(drop), width)
		for i := range targets {
			l.ground(picture, lane(row, i), l.Colors.Dropped, left, max(right, left+1))
		}
	}
	// The width of a bar in pixels: at one pixel it would be hard to see.
	const bar = 2
	for x, column := range l.Record.History().Columns(l.From, l.Length, width/bar) {
		for i, target := range targets {
			l.bar(picture, lane(row, i), column.Seen[target], x*bar, x*bar+bar)
		}
	}
	for _, drop := range drops {
		l.mark(picture, drop, row, width)
	}
	return picture
}

// lane returns the top and bottom of a target's lane.
func lane(row float64, i int) image.Point {
	return image.Pt(int((float64(i)+laneTop)*row), int((float64(i)+laneBottom)*row))
}

// place returns the horizontal position of a time.
func (l Lanes) place(at time.Time, width int) int {
	return int(float64(width) * float64(at.Sub(l.From)) / float64(l.Length))
}

func (l Lanes) end(drop stability.Drop) time.Time {
	if drop.Over() {
		return drop.Ended
	}
	return l.Record.Latest().At
}

func (l Lanes) ground(picture *image.RGBA, lane image.Point, fill color.Color, left, right int) {
	rectangle := image.Rect(left, lane.X, right, lane.Y)
	pixels.Draw(picture, rectangle.Intersect(picture.Bounds()), image.NewUniform(fill), image.Point{}, pixels.Src)
}

// bar draws what was seen at one time.
func (l Lanes) bar(picture *image.RGBA, lane image.Point, seen stability.Sighting, left, right int) {
	height := float64(lane.Y - lane.X)
	switch seen.State {
	case stability.Answered:
		top := lane.Y - int(math.Ceil(height*slowness(seen.Took)))
		l.ground(picture, image.Pt(top, lane.Y), l.Colors.Answered, left, right)
	case stability.Failed:
		l.ground(picture, lane, l.Colors.Failed, left, right)
	case stability.Unsure:
		middle := (lane.X + lane.Y) / 2
		l.ground(picture, image.Pt(middle, middle+max(1, int(height/14))), l.Colors.Unsure, left, right)
	case stability.Unasked:
	}
}

// slowness returns the height of an answer's bar as a fraction of the lane: a fifth if it
// took no time, half at 100 ms, three quarters at most. Only a failure fills the lane.
func slowness(took time.Duration) float64 {
	const least, most = 0.2, 0.75
	if took <= 0 {
		return least
	}
	return min(most, least+0.3*math.Log10(1+took.Seconds()*1000)/2)
}

// mark marks where a drop began: a triangle over the lane of the target that failed first.
func (l Lanes) mark(picture *image.RGBA, drop stability.Drop, row float64, width int) {
	i := slices.Index(stability.Targets(), drop.Origin.Target())
	tip := image.Pt(l.place(drop.Began, width), lane(row, i).X-1)
	size := int(row * laneTop * 0.85)
	for y := range size {
		half := y * 2 / 3
		l.ground(picture, image.Pt(tip.Y-y, tip.Y-y+1), l.Colors.Failed, tip.X-half, tip.X+half+1)
	}
}
