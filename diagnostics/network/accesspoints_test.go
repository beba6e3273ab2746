package network

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// One access point alone may be dead: the second that was named is tried after it, and
// where none was named, the one that the client falls back to.
func TestWhichAccessPointsAreTried(t *testing.T) {
	named := []AccessPoint{{"one", 4070}, {"one", 443}, {"two", 4070}, {"two", 443}, {"two", 80}, {"three", 80}, {"three", 4070}}
	for _, test := range []struct {
		name  string
		named []AccessPoint
		want  []AccessPoint
	}{
		{"several", named, []AccessPoint{{"one", 4070}, {"one", 443}, {"two", 80}, {"two", 4070}, {"two", 443}, {"three", 80}}},
		{"one", named[:2], []AccessPoint{{"one", 4070}, {"one", 443}, {fallbackAccessPoint, 80}}},
		{"none", nil, []AccessPoint{{fallbackAccessPoint, 4070}, {fallbackAccessPoint, 443}, {fallbackAccessPoint, 80}}},
	} {
		if difference := cmp.Diff(test.want, pickAccessPoints(test.named)); difference != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, difference)
		}
	}
}

// Over a satellite, doors are judged; where lines are full or lossy, silence says nothing.
func TestWhichNetworkIsSlow(t *testing.T) {
	for _, test := range []struct {
		connect, handshake time.Duration
		want               bool
	}{
		{800 * time.Millisecond, 1700 * time.Millisecond, false},
		{time.Second, 0, true},
		{60 * time.Millisecond, 2300 * time.Millisecond, true},
	} {
		d := &diagnosis{}
		for _, took := range []time.Duration{test.connect, time.Millisecond} {
			d.noteConnect(took)
		}
		for _, took := range []time.Duration{test.handshake, time.Millisecond} {
			d.noteHandshake(took)
		}
		if got := d.slow(); got != test.want {
			t.Errorf("%v a connection, %v a handshake: slow is %t", test.connect, test.handshake, got)
		}
	}
}

// A packet that was lost takes one handshake's time; where all take long, none is made again.
func TestOneHandshakeIsMadeOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diagnosis{}
		if !d.mayShakeAgain(t.Context()) || d.mayShakeAgain(t.Context()) {
			t.Error("it is not one alone that may be made again")
		}
	})
}
