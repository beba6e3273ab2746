/* Wine 8 lacks this library, and Go's runtime does not start without it: it asks
   ProcessPrng for random bytes. RtlGenRandom gives the same. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
