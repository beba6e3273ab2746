package words

import "retune/diagnostics/guide"

// Severity names how severe an error is, given the guide's code.
func (w *Words) Severity(code string) string { return w.coded("severity", code) }

// Difficulty names how hard a fix is, given the guide's code.
func (w *Words) Difficulty(code string) string { return w.coded("difficulty", code) }

// Device names a kind of device.
func (w *Words) Device(device guide.Device) string { return w.coded("device", string(device)) }

// Kind names a kind of install ("Snap package"). A kind without a name is shown as its code.
func (w *Words) Kind(kind string) string { return w.coded("kind", kind) }
