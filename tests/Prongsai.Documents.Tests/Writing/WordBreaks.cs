using System.Runtime.InteropServices;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Where ICU's dictionary lets a Thai line break. ICU's symbols carry its version, so it is found at run time.</summary>
internal static class WordBreaks
{
    private const int LineBreaks = 2; // UBRK_LINE

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr Open(int type, [MarshalAs(UnmanagedType.LPStr)] string locale, IntPtr text, int length, out int status);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Next(IntPtr iterator);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Close(IntPtr iterator);

    public static IReadOnlySet<int> Of(string text)
    {
        for (var version = 60; version < 100; version++)
        {
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library))
            {
                return Of(text, library, version);
            }
        }
        Assert.Skip("libicuuc is not installed: apt-get install libicu72");
        return new HashSet<int>();
    }

    private static HashSet<int> Of(string text, IntPtr library, int version)
    {
        var open = Marshal.GetDelegateForFunctionPointer<Open>(NativeLibrary.GetExport(library, $"ubrk_open_{version}"));
        var next = Marshal.GetDelegateForFunctionPointer<Next>(NativeLibrary.GetExport(library, $"ubrk_next_{version}"));
        var close = Marshal.GetDelegateForFunctionPointer<Close>(NativeLibrary.GetExport(library, $"ubrk_close_{version}"));
        var pinned = GCHandle.Alloc(text, GCHandleType.Pinned); // the iterator keeps the pointer
        try
        {
            var iterator = open(LineBreaks, "th", pinned.AddrOfPinnedObject(), text.Length, out var status);
            Assert.True(status <= 0, $"ICU error {status}");
            var found = new HashSet<int>();
            for (var at = next(iterator); at >= 0; at = next(iterator))
            {
                found.Add(at);
            }
            close(iterator);
            return found;
        }
        finally
        {
            pinned.Free();
        }
    }
}
