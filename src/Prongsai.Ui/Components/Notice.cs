using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Prongsai.Ui;

/// <summary>What a notice is about; each has its own ground and drawing.</summary>
public enum NoticeKind
{
    /// <summary>Something was done.</summary>
    Done,

    /// <summary>Something to know.</summary>
    Info,

    /// <summary>Needs a look soon (amber).</summary>
    Due,

    /// <summary>Wrong or failed (red).</summary>
    Bad,
}

/// <summary>A notice with a title, a sentence and perhaps one link.</summary>
public sealed record Notice(NoticeKind Kind, string Title, string? Text = null, MenuItem? Link = null);

/// <summary>Carries a notice over the redirect after a POST; the layout of the next page shows it once.</summary>
public static class Notices
{
    private const string Key = "Prongsai.Ui.Notice";

    extension(ITempDataDictionary data)
    {
        /// <summary>Says on the next page that something was done: <c>TempData.Done("บันทึกแล้ว")</c>.</summary>
        public void Done(string title, string? text = null, MenuItem? link = null) => data.Notify(new(NoticeKind.Done, title, text, link));

        /// <summary>Shows this notice on the next page.</summary>
        public void Notify(Notice notice) => data[Key] = JsonSerializer.Serialize(notice);

        /// <summary>The notice left by the page before, once; null when there is none.</summary>
        internal Notice? Taken() => data[Key] is string json ? JsonSerializer.Deserialize<Notice>(json) : null;
    }
}
