package words

import "testing"

func TestHowFarAClockIsOff(t *testing.T) {
	english := english(t)
	for seconds, want := range map[int64]string{
		1: "1 second ahead", -80: "80 seconds behind", 90: "2 minutes ahead", -310: "5 minutes behind",
		5400: "2 hours ahead", -86_400: "24 hours behind", 3 * 86_400: "3 days ahead",
		63_072_000: "2 years ahead", -63_072_000: "2 years behind",
	} {
		if got := english.clock(seconds); got != want {
			t.Errorf("%d seconds are %q, want %q", seconds, got, want)
		}
	}
}
