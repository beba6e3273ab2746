package stability

import (
	"testing"
	"time"
)

// judged is a judge that has found drops of a few seconds at some minutes after noon.
func judged(drops map[Origin][]int, reached bool, watched time.Duration) *Judge {
	judge := &Judge{Reached: reached, Watched: watched, last: noon().Add(watched), origins: map[Origin]int{}}
	for minute := range 600 {
		for _, origin := range Origins() {
			for _, at := range drops[origin] {
				if at == minute {
					began := noon().Add(time.Duration(at) * time.Minute)
					judge.drops = append(judge.drops, Drop{Origin: origin, Began: began, Ended: began.Add(10 * time.Second), Link: Wireless})
					judge.Counted++
					judge.origins[origin]++
				}
			}
		}
	}
	return judge
}

func TestWhatTheDropsHaveInCommon(t *testing.T) {
	for name, example := range map[string]struct {
		drops   map[Origin][]int
		reached bool
		watched time.Duration
		want    Summary
	}{
		"nothing has answered": {nil, false, time.Hour, Summary{Code: Unreached}},
		"just begun":           {nil, true, 30 * time.Second, Summary{Code: Beginning}},
		"steady":               {nil, true, 2 * time.Hour, Summary{Code: Steady}},
		"one":                  {map[Origin][]int{FromNames: {7}}, true, time.Hour, Summary{Code: One, Drops: 1, Alike: 1, Origin: FromNames}},
		"all alike":            {map[Origin][]int{FromLink: {7, 9}}, true, time.Hour, Summary{Code: All, Drops: 2, Alike: 2, Origin: FromLink}},
		"all alike, in a rhythm": {
			map[Origin][]int{FromProvider: {5, 35, 66, 95}},
			true, 2 * time.Hour,
			Summary{Code: All, Drops: 4, Alike: 4, Origin: FromProvider, Every: 30 * time.Minute},
		},
		"most alike": {
			map[Origin][]int{FromProvider: {5, 15, 66, 95}, FromSpotify: {80}},
			true, 2 * time.Hour,
			Summary{Code: Most, Drops: 5, Alike: 4, Origin: FromProvider},
		},
		"different": {
			map[Origin][]int{FromProvider: {5, 15}, FromSpotify: {80, 81}},
			true, 2 * time.Hour,
			Summary{Code: Mixed, Drops: 4},
		},
		"one of two": {map[Origin][]int{FromProvider: {5}, FromSpotify: {80}}, true, 2 * time.Hour, Summary{Code: Mixed, Drops: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			example.want.Watched = example.watched
			example.want.Lost = time.Duration(example.want.Drops) * 10 * time.Second
			if example.want.Origin != "" {
				example.want.Link = Wireless
			}
			if got := Summarize(judged(example.drops, example.reached, example.watched)); got != example.want {
				t.Errorf("%+v, want %+v", got, example.want)
			}
		})
	}
}
