package network

import (
	"errors"
	"testing"
)

// healthyWindows is what Windows answers where nobody changed anything.
func healthyWindows() windowsAnswers {
	return windowsAnswers{connectivity: internetOverIPv4, probing: 1}
}

func TestWhatWindowsTellsPrograms(t *testing.T) {
	refused := errors.New("the class is not there")
	const localNetwork, noTraffic, disconnected = 0x20, 0x1, 0
	for _, test := range []struct {
		name    string
		change  func(*windowsAnswers)
		opinion Opinion
		err     error
	}{
		{"internet", func(*windowsAnswers) {}, Opinion{Online: true}, nil},
		{"internet over IPv6 alone", func(w *windowsAnswers) { w.connectivity = internetOverIPv6 | noTraffic }, Opinion{Online: true}, nil},
		{"only the local network", func(w *windowsAnswers) { w.connectivity = localNetwork }, Opinion{}, nil},
		{"nothing", func(w *windowsAnswers) { w.connectivity = disconnected }, Opinion{}, nil},
		{"probing is off, and it believes all the same", func(w *windowsAnswers) { w.probing = 0 }, Opinion{Online: true}, nil},
		{
			"probing is off",
			func(w *windowsAnswers) { w.connectivity, w.probing = localNetwork, 0 },
			Opinion{Setting: "EnableActiveProbing"},
			nil,
		},
		{
			"a policy forbids probing",
			func(w *windowsAnswers) { w.connectivity, w.noProbe, w.probing = localNetwork, 1, 0 },
			Opinion{Setting: "NoActiveProbe"},
			nil,
		},
		{
			"the service is off",
			func(w *windowsAnswers) { w.connectivity, w.failure, w.off = 0, refused, "netprofm" },
			Opinion{Service: "netprofm"},
			nil,
		},
		{
			"a service is off that this Windows does without",
			func(w *windowsAnswers) { w.off = "netprofm" },
			Opinion{Online: true},
			nil,
		},
		{"it says nothing", func(w *windowsAnswers) { w.failure = refused }, Opinion{}, refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			answers := healthyWindows()
			test.change(&answers)
			opinion, err := answers.opinion()
			if opinion != test.opinion || !errors.Is(err, test.err) {
				t.Errorf("opinion %+v, error %v; want %+v, error %v", opinion, err, test.opinion, test.err)
			}
		})
	}
}
