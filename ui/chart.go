package ui

import (
	"image"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"retune/diagnostics/stability"
)

// chart shows a watch: one lane for each target, with its name on the left and its latest
// observation on the right, and the time below.
type chart struct {
	widget.BaseWidget
	view chartView
}

// chartView is what the chart shows.
type chartView struct {
	lanes Lanes
	rows  []chartRow
	times []string // labels below the lanes, from left to right
}

// chartRow is one lane's name and latest observation.
type chartRow struct {
	name, last string
	mark       mark
	word       string
}

func newChart() *chart {
	c := &chart{}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chart) set(view chartView) {
	c.view = view
	c.Refresh()
}

// AccessibilityLabel returns the latest observation of each target.
func (c *chart) AccessibilityLabel() string {
	var said []string
	for _, row := range c.view.rows {
		said = append(said, row.name+": "+row.last)
	}
	return strings.Join(said, ". ")
}

// AccessibilityRole returns the role of a text, because a chart is not interactive.
func (c *chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the chart.
func (c *chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartParts{chart: c}
	r.raster = canvas.NewRaster(func(width, height int) image.Image { return r.lanes().Draw(width, height) })
	r.raster.ScaleMode = canvas.ImageScalePixels
	for range stability.Targets() {
		r.names = append(r.names, canvas.NewText("", color.Transparent))
		last := canvas.NewText("", color.Transparent)
		last.Alignment = fyne.TextAlignTrailing
		r.lasts = append(r.lasts, last)
		r.signs = append(r.signs, newSign(signSmall))
	}
	for range chartTimes {
		r.times = append(r.times, canvas.NewText("", color.Transparent))
	}
	return draw(c, r)
}

const (
	// chartTimes is how many times are labeled below the lanes.
	chartTimes = 5
	rowHeight  = 38
	axisHeight = 20
	chartGap   = 12
	// leastLanes is the minimum width of the lanes.
	leastLanes = 240
)

type chartParts struct {
	chart        *chart
	raster       *canvas.Raster
	names, lasts []*canvas.Text
	signs        []*sign
	times        []*canvas.Text
	lanesWidth   float32
}

func (r *chartParts) lanes() Lanes {
	lanes := r.chart.view.lanes
	if lanes.Record == nil {
		lanes.Record = stability.NewRecord()
	}
	color := func(name fyne.ThemeColorName) color.Color { return themed(r.chart, name) }
	lanes.Colors = LaneColors{
		Ground: color(theme.ColorNameBackground), Answered: color(colorFine), Failed: color(colorBroken),
		Dropped: color(colorBrokenTint), Unsure: color(theme.ColorNameDisabled),
	}
	return lanes
}

func (r *chartParts) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.raster}
	for i := range r.names {
		objects = append(objects, r.signs[i], r.names[i], r.lasts[i])
	}
	for _, time := range r.times {
		objects = append(objects, time)
	}
	return objects
}

func (r *chartParts) least() fyne.Size {
	left, right := r.sides()
	return fyne.NewSize(left+leastLanes+right, float32(len(r.names))*rowHeight+axisHeight)
}

// sides returns the widths of the texts left and right of the lanes.
func (r *chartParts) sides() (left, right float32) {
	for i := range r.names {
		left = max(left, r.names[i].MinSize().Width)
		right = max(right, r.lasts[i].MinSize().Width)
	}
	return signSmall + 8 + left + chartGap, max(right, 84) + chartGap
}

func (r *chartParts) lay(size fyne.Size) {
	left, right := r.sides()
	r.lanesWidth = max(0, size.Width-left-right)
	r.raster.Move(fyne.NewPos(left, 0))
	r.raster.Resize(fyne.NewSize(r.lanesWidth, float32(len(r.names))*rowHeight))
	for i := range r.names {
		// Center the text on its lane, above which there is space for marks.
		middle := (float32(i) + (laneTop+laneBottom)/2) * rowHeight
		r.signs[i].Move(fyne.NewPos(0, middle-signSmall/2))
		r.signs[i].Resize(fyne.NewSquareSize(signSmall))
		height := r.names[i].MinSize().Height
		r.names[i].Move(fyne.NewPos(signSmall+8, middle-height/2))
		r.lasts[i].Move(fyne.NewPos(size.Width-right, middle-height/2))
		r.lasts[i].Resize(fyne.NewSize(right, height))
	}
	r.layTimes(left)
}

// layTimes places each label below its time, keeping the outer ones within the lanes.
func (r *chartParts) layTimes(left float32) {
	for i, time := range r.times {
		width := time.MinSize().Width
		x := r.lanesWidth*float32(i)/(chartTimes-1) - width/2
		x = min(max(x, 0), max(0, r.lanesWidth-width))
		time.Move(fyne.NewPos(left+x, float32(len(r.names))*rowHeight+4))
	}
}

func (r *chartParts) paint() {
	view, c := r.chart.view, r.chart
	for i := range min(len(view.rows), len(r.names)) {
		row := view.rows[i]
		r.names[i].Text, r.lasts[i].Text = row.name, row.last
		r.signs[i].set(row.mark, row.word)
	}
	for i, text := range r.names {
		text.TextSize, r.lasts[i].TextSize = c.Theme().Size(sizeQuiet), c.Theme().Size(sizeQuiet)
		text.Color, r.lasts[i].Color = themed(c, theme.ColorNameForeground), themed(c, theme.ColorNameDisabled)
	}
	for i, text := range r.times {
		text.TextSize, text.Color = c.Theme().Size(theme.SizeNameCaptionText), themed(c, theme.ColorNameDisabled)
		if i < len(view.times) {
			text.Text = view.times[i]
		}
	}
	r.raster.Refresh()
}

// clock formats a time of day.
func clock(at time.Time) string { return at.Local().Format("15:04") }

// exactClock formats a time of day with seconds.
func exactClock(at time.Time) string { return at.Local().Format("15:04:05") }

// clockOf returns the format for times on a chart of some length.
func clockOf(span time.Duration) func(time.Time) string {
	if span < 10*time.Minute {
		return exactClock
	}
	return clock
}
