package network

import (
	"context"
	"io"
	"testing"

	"retune/diagnostics"
)

func TestOneUnansweredHandshakeMayBeChance(t *testing.T) {
	dealer, login := securePlaces()[0], securePlaces()[2]
	fine := shakenHands{securePlace: securePlaces()[1], issuer: issuer{public: true}}
	silent := func(place securePlace) shakenHands {
		return shakenHands{securePlace: place, err: context.DeadlineExceeded}
	}
	for name, test := range map[string]struct {
		shaken []shakenHands
		want   diagnostics.Observation
	}{
		"one is silent":   {[]shakenHands{silent(dealer), fine}, diagnostics.SawUnreachable},
		"two are silent":  {[]shakenHands{silent(dealer), fine, silent(login)}, diagnostics.SawCutOff},
		"one was cut off": {[]shakenHands{fine, {securePlace: login, err: io.ErrUnexpectedEOF}}, diagnostics.SawCutOff},
	} {
		if got := (&diagnosis{}).judgeSecure(t.Context(), test.shaken); got.Observation != test.want {
			t.Errorf("%s: saw %q, want %q", name, got.Observation, test.want)
		}
	}
}
