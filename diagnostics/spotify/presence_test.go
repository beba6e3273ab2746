package spotify

import (
	"os"
	"testing"
	"time"

	"retune/diagnostics/system"
)

func TestPresence(t *testing.T) {
	old := system.Process{PID: 1, Program: debProgram, Mine: true, Age: time.Hour}
	young := old
	young.Age = time.Second
	internet := system.Connection{Established: true, Remote: "35.186.224.25", Port: 4070}
	local := system.Connection{Established: true, Remote: "127.0.0.1", Port: 9050}
	tried := system.Connection{Remote: "35.186.224.25", Port: 443}
	for name, line := range map[string]struct {
		processes table
		want      Presence
	}{
		"internet":         {table{running: []system.Process{old}, connections: []system.Connection{local, internet}}, Connected},
		"local only":       {table{running: []system.Process{old}, connections: []system.Connection{local}}, LocalOnly},
		"being tried":      {table{running: []system.Process{old}, connections: []system.Connection{tried}}, Disconnected},
		"none":             {table{running: []system.Process{old}}, Disconnected},
		"just started":     {table{running: []system.Process{young}}, Unsettled},
		"nothing runs":     {table{}, Absent},
		"table unreadable": {table{failure: os.ErrPermission}, Absent},
		"another user's":   {table{running: []system.Process{{PID: 1, Program: debProgram}}}, Absent},
	} {
		t.Run(name, func(t *testing.T) {
			finder := Finder{Environment: linux(), Files: shelf{debProgram: ""}, Commands: answers{}, Processes: line.processes}
			if got := finder.Presence(t.Context()); got != line.want {
				t.Errorf("got %s, want %s", got, line.want)
			}
		})
	}
}
