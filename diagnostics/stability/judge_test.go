package stability

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// dropsIn returns the drops in rounds.
func dropsIn(rounds []Round) []Drop {
	var judge Judge
	for _, round := range rounds {
		judge.Take(round)
	}
	return judge.Drops()
}

// noon is when the tests' watches begin.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// rounds parses a drawing of a watch, with a character per second and a line per target from
// the link to the client: "." answered, "x" failed, "?" unsure, " " unasked.
func rounds(link LinkKind, lines [targetCount]string) []Round {
	var drawn []Round
	for i := range lines[Link] {
		round := Round{At: noon().Add(time.Duration(i) * time.Second), Link: link}
		for target, line := range lines {
			round.Seen[target].State = map[byte]State{'.': Answered, 'x': Failed, '?': Unsure, ' ': Unasked}[line[i]]
		}
		drawn = append(drawn, round)
	}
	return drawn
}

// found is a drop in seconds since noon; until is 0 if it goes on.
type found struct {
	Origin      Origin
	From, Until int
}

func foundIn(drops []Drop) []found {
	var all []found
	for _, drop := range drops {
		one := found{Origin: drop.Origin, From: int(drop.Began.Sub(noon()).Seconds())}
		if drop.Over() {
			one.Until = int(drop.Ended.Sub(noon()).Seconds())
		}
		all = append(all, one)
	}
	return all
}

func TestWhatDroppedFirst(t *testing.T) {
	for name, example := range map[string]struct {
		link  LinkKind
		lines [targetCount]string
		want  []found
	}{
		"nothing": {Wireless, [targetCount]string{"....", "....", "....", "....", "....", "...."}, nil},
		"one lost packet is no drop": {Wireless, [targetCount]string{
			".....", ".....", "..x..", "..x..", "..x..", ".....",
		}, nil},
		"the link": {Wireless, [targetCount]string{
			"..xxx..", "..xxx..", "..xxx..", "..xxx..", "..xxx..", "...xxxx",
		}, []found{{FromLink, 2, 0}}},
		"the link, which the system notices late": {Wireless, [targetCount]string{
			"......xxx.", "..xxxxxxx.", "..xxxxxxx.", "..xxxxxxx.", "..xxxxxxx.", "..........",
		}, []found{{FromLink, 2, 9}}},
		"the router": {Wireless, [targetCount]string{
			".......", "..xxxx.", "..xxxx.", "..xxxx.", "..xxxx.", ".......",
		}, []found{{FromGateway, 2, 6}}},
		"the router, seen a round later than what lies behind it": {Wired, [targetCount]string{
			".......", "...xxx.", "..xxxx.", "..xxxx.", "..xxxx.", ".......",
		}, []found{{FromGateway, 2, 6}}},
		"the provider": {Wired, [targetCount]string{
			".......", ".......", "..xxxx.", "..xxxx.", "..xxxx.", ".......",
		}, []found{{FromProvider, 2, 6}}},
		"behind a router that never says anything": {Wired, [targetCount]string{
			".......", "???????", "..xxxx.", "..xxxx.", "..xxxx.", ".......",
		}, []found{{FromInternet, 2, 6}}},
		"a VPN": {Tunnel, [targetCount]string{
			".......", ".......", "..xxxx.", "..xxxx.", "..xxxx.", ".......",
		}, []found{{FromTunnel, 2, 6}}},
		"the name service": {Wired, [targetCount]string{
			".......", ".......", ".......", "..xxxx.", ".......", ".......",
		}, []found{{FromNames, 2, 6}}},
		"the name service first, the rest after it": {Wired, [targetCount]string{
			"........", "........", ".....xxx", "..xxxxxx", ".....xxx", "........",
		}, []found{{FromNames, 2, 0}}},
		"Spotify": {Wired, [targetCount]string{
			".......", ".......", ".......", ".......", "..xxxx.", ".......",
		}, []found{{FromSpotify, 2, 6}}},
		"Spotify, where the unrelated place never answers": {Wired, [targetCount]string{
			".......", ".......", "xxxxxxx", ".......", "..xxxx.", ".......",
		}, []found{{FromInternet, 2, 6}}},
		"the client": {Wired, [targetCount]string{
			"..........", "..........", "..........", "..........", "..........", ".    xxxx.",
		}, []found{{FromClient, 5, 9}}},
		"a client that follows late": {Wired, [targetCount]string{
			"............", "............", "..xxxxx.....", "..xxxxx.....", "..xxxxx.....", ".    xxxxx..",
		}, []found{{FromProvider, 2, 10}}},
		"a client that is closed": {Wired, [targetCount]string{
			".......", ".......", ".......", ".......", ".......", "..?????",
		}, nil},
		"a router that keeps silent for a while and passes all on": {Wired, [targetCount]string{
			".......", "..xxxx.", ".......", ".......", ".......", ".......",
		}, nil},
		"a place that does not answer, where Spotify does": {Wired, [targetCount]string{
			".......", "???????", "..xxxx.", ".......", ".......", ".......",
		}, nil},
		"what has never answered has not dropped": {Wired, [targetCount]string{
			"......", "......", "xxxxxx", "xxxxxx", "??????", "??????",
		}, nil},
		"no network from the beginning": {Other, [targetCount]string{
			"xxxx.", "????.", "xxxx.", "xxxx.", "????.", "????.",
		}, []found{{FromLink, 0, 4}}},
		"back for a moment is not back": {Wired, [targetCount]string{
			"............", "............", "..xx..xx....", "..xx..xx....", "..xx..xx....", "............",
		}, []found{{FromProvider, 2, 8}}},
		"two drops": {Wired, [targetCount]string{
			"......................", "......................", "..xx..................",
			"..xx..............xx..", "..xx..................", "......................",
		}, []found{{FromProvider, 2, 4}, {FromNames, 18, 20}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(example.want, foundIn(dropsIn(rounds(example.link, example.lines)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSleepIsNoDrop(t *testing.T) {
	before := rounds(Wireless, [targetCount]string{"....", "....", "....", "....", "....", "...."})
	after := rounds(Wireless, [targetCount]string{"xx....", "xxxx..", "xxxx..", "xxxx..", "xxxx..", "??????"})
	for i := range after {
		after[i].At = after[i].At.Add(time.Hour)
	}
	after[0].Seen[Link].State, after[1].Seen[Link].State = Answered, Answered
	if got := foundIn(dropsIn(append(before, after...))); got != nil {
		t.Errorf("waking up is taken for %v", got)
	}
}

func TestADropEndsWhenTheComputerFallsAsleep(t *testing.T) {
	dropped := rounds(Wired, [targetCount]string{"....", "....", "..xx", "..xx", "..xx", "...."})
	awake := rounds(Wired, [targetCount]string{"..", "..", "..", "..", "..", ".."})
	for i := range awake {
		awake[i].At = awake[i].At.Add(8 * time.Hour)
	}
	want := []found{{FromProvider, 2, 3}}
	if diff := cmp.Diff(want, foundIn(dropsIn(append(dropped, awake...)))); diff != "" {
		t.Error(diff)
	}
}

func TestAClockThatIsSetBackHarmsNothing(t *testing.T) {
	var judge Judge
	all := rounds(Wired, [targetCount]string{"....", "....", "....", "....", "....", "...."})
	for _, round := range all {
		judge.Take(round)
	}
	for _, round := range all {
		round.At = round.At.Add(-2 * time.Hour)
		judge.Take(round)
	}
	if judge.Watched != 6*time.Second || judge.Counted != 0 {
		t.Errorf("watched %v with %d drops", judge.Watched, judge.Counted)
	}
}

func TestTheNumbersOutliveTheDropsThatAreKept(t *testing.T) {
	var judge Judge
	at := noon()
	take := func(state State) {
		round := Round{At: at, Link: Wired}
		for target := range round.Seen {
			round.Seen[target].State = Answered
		}
		round.Seen[Names].State = state
		judge.Take(round)
		at = at.Add(time.Second)
	}
	const many = mostDrops + 20
	for range many {
		for range 12 {
			take(Answered)
		}
		take(Failed)
		take(Failed)
	}
	if judge.Counted != many || len(judge.Drops()) != mostDrops {
		t.Errorf("%d counted, %d kept", judge.Counted, len(judge.Drops()))
	}
	if got := Summarize(&judge); got.Code != All || got.Alike != many || got.Origin != FromNames {
		t.Errorf("%+v", got)
	}
}
