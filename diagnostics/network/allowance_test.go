package network_test

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// beyondThisComputer counts the connections that are the network's business.
func (m *meter) beyondThisComputer() (count int64) {
	for place, times := range m.places {
		if to, err := netip.ParseAddrPort(place); err != nil || !to.Addr().IsLoopback() {
			count += int64(times)
		}
	}
	return count
}

// However few connections a diagnosis may open, it opens no more, and what it could not look
// at accuses nobody: the verdict is the right one, or there is none.
func TestADiagnosisKeepsWithinItsAllowance(t *testing.T) {
	faults := slices.Concat(networkFaults(), portalFaults(), resolverFaults(), spotifyFaults())
	for _, fault := range faults {
		for _, most := range []int64{0, 1, 3, 6, 10, 15, 20, 30} {
			t.Run(fmt.Sprintf("%s, %d connections", fault.name, most), func(t *testing.T) {
				doors := fault.world.doors()
				doors.Allowance = network.NewAllowance(most)
				m, findings, _ := measure(t, doors)
				if opened := m.beyondThisComputer(); opened > most {
					t.Errorf("it opened %d", opened)
				}
				if cause := verdictOf(findings); cause != fault.verdict && cause != diagnostics.CauseUnknown {
					t.Errorf("the verdict is %q: %+v", cause, findings)
				}
			})
		}
	}
}
