package words

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"retune/diagnostics/repair"
)

// files are translations into two languages, the second of which is incomplete.
func files() fstest.MapFS {
	return fstest.MapFS{
		"translations/en/name.json": {Data: []byte(`{"language.name": "English", "language.roman": "English"}`)},
		"translations/en/a.json":    {Data: []byte(`{"both": "both in English", "only.english": "only {{.Path}}", "broken": "whole", "status.ok": "Fine"}`)},
		"translations/en/b.json":    {Data: []byte(`{"count.files": {"one": "{{.Count}} file", "other": "{{.Count}} files"}, "formless": {"one": "a file", "other": "{{.Count}} files"}, "number.group": ",", "number.decimal": "."}`)},
		"translations/de/name.json": {Data: []byte(`{"language.name": "Deutsch"}`)},
		"translations/de/a.json":    {Data: []byte(`{"both": "beides auf Deutsch", "broken": "{{.Path", "formless": {"one": "eine Datei"}, "number.group": "."}`)},
	}
}

func inGerman(t *testing.T) *Words {
	t.Helper()
	german, err := open(files(), []string{"de-AT"})
	if err != nil || german.Language() != "de" {
		t.Fatalf("it speaks %q, error %v", german.Language(), err)
	}
	return german
}

// TestAnUnfinishedLanguage checks that what is missing or unusable is said in English, and
// what is missing there, too, by its key.
func TestAnUnfinishedLanguage(t *testing.T) {
	german := inGerman(t)
	for key, want := range map[string]string{
		"both": "beides auf Deutsch", "only.english": "only /x", "broken": "whole", "neither": "neither",
	} {
		if got := german.Say(key, map[string]any{"Path": "/x"}); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	for count, want := range map[int64]string{1: "1 file", 1234: "1.234 files"} {
		if got := german.Count("count.files", count); got != want {
			t.Errorf("%d files are %q, want %q", count, got, want)
		}
	}
	for count, want := range map[int64]string{1: "eine Datei", 2: "2 files"} {
		if got := german.Count("formless", count); got != want {
			t.Errorf("%d files are %q, want %q", count, got, want)
		}
	}
	if got := german.Status("ok"); got != "Fine" {
		t.Errorf("a code is worded %q", got)
	}
}

func TestOtherLanguagesAreNotRead(t *testing.T) {
	broken := files()
	broken["translations/fr/a.json"] = &fstest.MapFile{Data: []byte(`{`)}
	for _, language := range []string{"en", "de"} {
		if _, err := open(broken, []string{language}); err != nil {
			t.Errorf("a broken French harms %s: %v", language, err)
		}
	}
	if _, err := open(broken, []string{"fr"}); err == nil || !strings.Contains(err.Error(), "translations/fr/a.json") {
		t.Errorf("the broken file is not named: %v", err)
	}
}

func TestTheLanguagesByTheirOwnNames(t *testing.T) {
	nameless := files()
	nameless["translations/nl/a.json"] = &fstest.MapFile{Data: []byte(`{}`)}
	got, err := languagesOf(nameless)
	want := []Language{{"de", "Deutsch", "de"}, {"en", "English", "English"}, {"nl", "nl", "nl"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("the languages are %v, error %v", got, err)
	}
}

func TestTheLanguageThatServes(t *testing.T) {
	all := []string{"de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt-BR"}
	for wanted, want := range map[string]string{
		"": "en", "C": "en", "POSIX": "en", "tlh": "en", "no language at all": "en", "zh-CN": "en", "en-GB": "en", "en-US": "en",
		"de": "de", "de-AT": "de", "de-CH": "de", "es-MX": "es", "fr-CA": "fr", "it-CH": "it", "nl-BE": "nl", "pl-PL": "pl",
		"ja-JP": "ja", "ko-KR": "ko", "pt": "pt-BR", "pt-BR": "pt-BR", "pt-PT": "pt-BR", "pt-AO": "pt-BR",
		"tlh de": "de", "ru-RU de-DE": "de", "pt-PT en": "pt-BR",
	} {
		if got := best(all, strings.Fields(wanted)); got != want {
			t.Errorf("%q is served by %q, want %q", wanted, got, want)
		}
	}
}

func TestFiguresInTheLanguagesWay(t *testing.T) {
	for language, want := range map[string][2]string{
		"en": {"1,234,567", "4.3"}, "de": {"1.234.567", "4,3"}, "fr": {"1\u00a0234\u00a0567", "4,3"},
		"pl": {"1\u00a0234\u00a0567", "4,3"}, "ja": {"1,234,567", "4.3"}, "pt-BR": {"1.234.567", "4,3"},
	} {
		words, err := Open(language)
		if err != nil {
			t.Fatal(err)
		}
		if got := words.number(1_234_567); got != want[0] {
			t.Errorf("%s writes %q, want %q", language, got, want[0])
		}
		if got := words.amount("gigabytes", 4.3); got != want[1] {
			t.Errorf("%s writes %q, want %q", language, got, want[1])
		}
	}
}

func TestDigitsAreGroupedByThrees(t *testing.T) {
	english, err := Open("en")
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[int64]string{
		0: "0", 12: "12", 999: "999", 1000: "1,000", 123_456: "123,456", -123: "-123", -1234: "-1,234",
		math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := english.number(value); got != want {
			t.Errorf("%d is written %q, want %q", value, got, want)
		}
	}
}

func TestSizesAndTimes(t *testing.T) {
	words := english(t)
	moment := time.Date(2026, time.June, 7, 9, 5, 0, 0, time.UTC)
	for want, got := range map[string]string{
		"999 B": words.Size(999), "1.0 kB": words.Size(1000), "12 kB": words.Size(12_300), "9.9 MB": words.Size(9_940_000),
		"10 MB": words.Size(9_960_000), "1.0 GB": words.Size(999_600_000), "9.2 EB": words.Size(1<<63 - 1),
		"June 2026": words.Month(moment), "2026-06-07 09:05": words.Moment(moment),
		"1.0 of 2.0 GB deleted": words.Progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 999_900_000, Total: 2_000_000_000}),
	} {
		if got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
