using System.Text;
using Prongsai.Domain.Doing;

namespace Prongsai.Domain.Tests.Doing;

/// <summary>A file is what its bytes say; the name may not say otherwise.</summary>
public sealed class WhatAFileIs
{
    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0];
    private static readonly byte[] Mp4 = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];

    [Fact]
    public void Known_kinds_are_recognised()
    {
        Assert.Equal("application/pdf", Kind("%PDF-1.7\n"u8.ToArray(), "รายงาน.pdf").ContentType);
        Assert.Equal(new FileKind("image/png", IsPicture: true), Kind(Png, "ภาพ.PNG"));
        Assert.Equal(new FileKind("image/heic", NeedsPreview: true), Kind(Heic, "IMG_0001.HEIC"));
        Assert.Equal("video/mp4", Kind(Mp4, "ประชุม.mp4").ContentType);
        Assert.Equal("text/plain", Kind(Encoding.UTF8.GetBytes("บันทึก"), "บันทึก.txt").ContentType);
        Assert.EndsWith("wordprocessingml.document", Kind([.. "PK\u0003\u0004"u8, 0], "คำสั่ง.docx").ContentType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("รายงาน.pdf")]
    [InlineData("ภาพ.jpg")]
    [InlineData("setup")]
    public void A_program_is_refused_whatever_it_is_called(string name)
    {
        byte[][] programs = ["MZ\u0090\0"u8.ToArray(), [0x7F, .. "ELF"u8, 2], "#!/bin/sh\n"u8.ToArray(), [0xCF, 0xFA, 0xED, 0xFE]];
        Assert.All(programs, p => Assert.IsType<FileIsProgram>(FileContent.Recognise(p, name).Refusal));
    }

    [Fact]
    public void A_script_by_name_is_refused_too() => Assert.Equal(new FileIsProgram(".bat"), FileContent.Recognise("echo"u8, "ทำความสะอาด.bat").Refusal);

    [Fact]
    public void A_name_that_promises_something_else_is_refused()
    {
        Assert.Equal(new FileIsNotWhatItSays(".pdf"), FileContent.Recognise(Png, "รายงาน.pdf").Refusal);
        Assert.Equal(new FileIsNotWhatItSays(".pdf"), FileContent.Recognise("<html>"u8, "รายงาน.pdf").Refusal);
        Assert.Equal(new FileIsNotWhatItSays(".docx"), FileContent.Recognise("%PDF-1.4"u8, "รายงาน.docx").Refusal);
    }

    [Fact]
    public void What_nobody_knows_is_refused_and_nothing_hostile_throws()
    {
        Assert.IsType<FileKindIsUnknown>(FileContent.Recognise("????"u8, "ข้อมูล.xyz").Refusal);
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var told = FileContent.Recognise(bytes, new[] { "a.pdf", "b", ".", "c.heic", "ง.....", "d.txt" }[i % 6]);
            Assert.True(told.IsOk || told.Refusal.Text.Length > 10);
        }
    }

    private static FileKind Kind(byte[] head, string name) => FileContent.Recognise(head, name).Value;
}
