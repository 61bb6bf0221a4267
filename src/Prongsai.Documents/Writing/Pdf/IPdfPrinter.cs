namespace Prongsai.Documents.Writing.Pdf;

/// <summary>Prints papers to PDF: tagged, with outline, title, author, language, embedded fonts and text that can be searched and copied.</summary>
public interface IPdfPrinter : IAsyncDisposable
{
    /// <summary>Waits for its turn, then prints.</summary>
    /// <exception cref="PdfPrintingException">The engine is missing, did not answer in time, or broke twice; the message is Thai and fit to be shown.</exception>
    Task<byte[]> Print(Document document, CancellationToken stop = default);
}

public enum PdfTrouble
{
    /// <summary>There is no Chromium where one is expected.</summary>
    EngineMissing,

    /// <summary>It was there but could not be started.</summary>
    EngineDoesNotStart,

    /// <summary>Printing took longer than allowed.</summary>
    TooSlow,

    /// <summary>The engine ended while printing, twice.</summary>
    EngineBroke,

    /// <summary>The paper is larger than the engine is given.</summary>
    TooLarge,
}

/// <summary><see cref="Exception.Message"/> is Thai and says what to do; <see cref="Detail"/> is for the log and holds nothing of the paper.</summary>
public sealed class PdfPrintingException(PdfTrouble trouble, string detail, Exception? inner = null) : Exception(Text(trouble), inner)
{
    public PdfTrouble Trouble { get; } = trouble;

    public string Detail { get; } = detail;

    private static string Text(PdfTrouble trouble) => trouble switch
    {
        PdfTrouble.EngineMissing => "ยังสร้างไฟล์ PDF ไม่ได้ เพราะเครื่องแม่ข่ายไม่มีโปรแกรม Chromium โปรดให้ผู้ดูแลระบบติดตั้ง หรือดาวน์โหลดเป็นไฟล์ Word แทน",
        PdfTrouble.EngineDoesNotStart => "ยังสร้างไฟล์ PDF ไม่ได้ เพราะโปรแกรม Chromium ในเครื่องแม่ข่ายเริ่มทำงานไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ หรือดาวน์โหลดเป็นไฟล์ Word แทน",
        PdfTrouble.TooSlow => "การสร้างไฟล์ PDF ใช้เวลานานเกินกำหนด โปรดลองอีกครั้ง หรือดาวน์โหลดเป็นไฟล์ Word แทน",
        PdfTrouble.TooLarge => "เอกสารนี้ยาวเกินกว่าจะสร้างเป็นไฟล์ PDF ได้ในครั้งเดียว โปรดแบ่งเอกสาร หรือดาวน์โหลดเป็นไฟล์ Word แทน",
        _ => "การสร้างไฟล์ PDF หยุดกลางคัน โปรดลองอีกครั้ง หรือดาวน์โหลดเป็นไฟล์ Word แทน",
    };
}
