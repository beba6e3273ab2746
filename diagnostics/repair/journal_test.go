package repair

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"retune/diagnostics"
)

func TestAJournalThatWasCutOffKeepsTheNextEntry(t *testing.T) {
	journal := Journal{Path: filepath.Join(t.TempDir(), "journal.jsonl")}
	if err := journal.Add(Entry{Repair: diagnostics.RepairClose, Event: EventBegun}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(journal.Path)
	if err != nil {
		t.Fatal(err)
	}
	for length := range whole {
		if err := os.WriteFile(journal.Path, whole[:length], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := journal.Add(Entry{Repair: diagnostics.RepairRestart, Event: EventEnded}); err != nil {
			t.Fatal(err)
		}
		entries, err := journal.Entries()
		if err != nil || len(entries) == 0 || entries[len(entries)-1].Repair != diagnostics.RepairRestart {
			t.Fatalf("cut off after %d bytes, it holds %+v, %v", length, entries, err)
		}
	}
}

func TestALongJournalTurnsOver(t *testing.T) {
	journal := Journal{Path: filepath.Join(t.TempDir(), "journal.jsonl")}
	if err := os.WriteFile(journal.Path, bytes.Repeat([]byte("{}\n"), largestJournal/3+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := journal.Add(Entry{Event: EventBegun}); err != nil {
		t.Fatal(err)
	}
	if entries, err := journal.Entries(); err != nil || len(entries) != 1 {
		t.Errorf("got %d entries, %v", len(entries), err)
	}
	if _, err := os.Stat(journal.Path + ".old"); err != nil {
		t.Error(err)
	}
}

func FuzzParseEntries(f *testing.F) {
	f.Add([]byte("{\"event\":\"begun\"}\n{\"eve"))
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, entry := range parseEntries(content) {
			if _, err := json.Marshal(entry); err != nil || entry.Event == "" {
				t.Errorf("%+v: %v", entry, err)
			}
		}
	})
}

func TestSizesComeFromTheFolderWhereTheJournalIsLost(t *testing.T) {
	h := newHome(t)
	h.clear(t)
	told := h.waiting(t)[0]
	if err := os.Remove(h.service.journal.Path); err != nil {
		t.Fatal(err)
	}
	if counted := h.waiting(t)[0]; counted.Bytes != told.Bytes || counted.Files != told.Files || told.Bytes == 0 {
		t.Errorf("the journal told %+v, the folder %+v", told, counted)
	}
}

func TestWithoutAHomeNothingIsTakenFromWhereRetuneWasStarted(t *testing.T) {
	h := newHome(t)
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"journal.jsonl": `{"repair": "close", "event": "ended"}` + "\n", newFile: "", "lock": "",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.path = ""
	service := h.retune()
	if entries, err := service.Journal().Entries(); err != nil || len(entries) > 0 {
		t.Errorf("the journal has %+v, %v", entries, err)
	}
	if outcome, err := service.Recover(t.Context(), ignore); err != nil || outcome.Result != NothingToDo {
		t.Errorf("%+v, %v", outcome, err)
	}
}
