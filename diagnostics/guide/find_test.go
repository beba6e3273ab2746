package guide

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	guide := theGuide(t)
	for query, want := range map[string][]string{
		"":                                     {"question meaning", "question again", "question premium", "question phone", "question banned"},
		"  ":                                   {"question meaning", "question again", "question premium", "question phone", "question banned"},
		"accesspoint:31":                       {"code accesspoint:31", "question meaning"},
		"ACCESSPOINT:31":                       {"code accesspoint:31", "question meaning"},
		"firewall may be blocking":             {"code A firewall may be blocking Spotify", "question again"},
		"blocking firewall":                    {"code A firewall may be blocking Spotify", "question again"},
		"not_available_offline":                {"code NOT_AVAILABLE_OFFLINE", "question phone"},
		"banned":                               {"question banned"},
		"Prémium":                              {"question premium"},
		"flatpak":                              {"step 6"},
		"no such thing as this in it":          nil,
		"banned flatpak":                       nil,
		"Spotify’s cache":                      {"step 5"},
		"\x1b[31m" + strings.Repeat("a", 9999): nil,
	} {
		var got []string
		for _, hit := range guide.Find(query) {
			got = append(got, string(hit.Kind)+" "+hit.ID)
		}
		if query == "Spotify’s cache" {
			got = slices.DeleteFunc(got, func(hit string) bool { return hit != "step 5" })
		}
		if difference := cmp.Diff(want, got); difference != "" {
			t.Errorf("the query %.40q: %s", query, difference)
		}
	}
}

func TestWhatIsCalledSoComesFirst(t *testing.T) {
	if hit := theGuide(t).Find("VPN")[0]; hit.Kind != HitStep || hit.Step != 7 {
		t.Errorf("the first is the %s %s", hit.Kind, hit.ID)
	}
}

func TestAHitSaysWhereTheAnswerIs(t *testing.T) {
	hit := theGuide(t).Find("accounts:103")[0]
	if hit.Question != "again" || hit.Step != 7 {
		t.Errorf("it points to the question %q and step %d", hit.Question, hit.Step)
	}
}

func TestMarks(t *testing.T) {
	guide := Guide{Questions: []Question{{ID: "one", Question: "Où est le café, LE CAFE\u0301 noir?", Answer: "İstanbul, Straße 5"}}}
	for query, want := range map[string][]string{
		"cafe":        {"café", "CAFE\u0301"},
		"OU cafe":     {"Où", "café", "CAFE\u0301"},
		"caf afe":     {"café", "CAFE\u0301"},
		"strasse":     {"Straße"},
		"tras istanb": {"İstanb", "traß"},
	} {
		hits := guide.Find(query)
		if len(hits) != 1 {
			t.Errorf("%q has %d hits", query, len(hits))
			continue
		}
		var got []string
		for _, mark := range hits[0].TitleMarks {
			got = append(got, hits[0].Title[mark.From:mark.To])
		}
		for _, mark := range hits[0].TextMarks {
			got = append(got, hits[0].Text[mark.From:mark.To])
		}
		if difference := cmp.Diff(want, got); difference != "" {
			t.Errorf("%q: %s", query, difference)
		}
	}
}

func FuzzFind(f *testing.F) {
	guide, err := Load("en")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("offline mode")
	f.Add("\xff’é\u0301")
	f.Fuzz(func(t *testing.T, query string) {
		for _, hit := range guide.Find(query) {
			for _, mark := range hit.TextMarks {
				if mark.From < 0 || mark.From >= mark.To || mark.To > len(hit.Text) {
					t.Fatalf("mark %+v in %d bytes", mark, len(hit.Text))
				}
			}
		}
	})
}
