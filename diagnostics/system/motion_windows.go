package system

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// clientAreaAnimation is SPI_GETCLIENTAREAANIMATION of SystemParametersInfo: whether
// "Animation effects" are on in the Accessibility settings.
const clientAreaAnimation = 0x1042

func animationsOff() bool {
	on := int32(1)
	ask := windows.NewLazySystemDLL("user32.dll").NewProc("SystemParametersInfoW")
	done, _, _ := ask.Call(clientAreaAnimation, 0, uintptr(unsafe.Pointer(&on)), 0)
	return done != 0 && on == 0
}
