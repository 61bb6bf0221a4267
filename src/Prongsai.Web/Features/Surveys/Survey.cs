using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys;

internal enum SurveyKind
{
    [Display(Name = "IIT บุคลากรภายใน")]
    Internal,

    [Display(Name = "EIT ประชาชนและผู้รับบริการ")]
    External,

    [Display(Name = "แบบสำรวจของหน่วยงาน")]
    Own,

    [Display(Name = "ความพึงพอใจ ณ จุดบริการ")]
    Service,
}

internal enum SurveyState
{
    [Display(Name = "ร่าง")]
    Draft,

    [Display(Name = "เปิดรับคำตอบ")]
    Open,

    [Display(Name = "ปิดแล้ว")]
    Closed,

    [Display(Name = "คิดคะแนนแล้ว")]
    Scored,
}

/// <summary>Who may answer.</summary>
internal enum SurveyEntry
{
    [Display(Name = "ผู้ที่มีรหัสบนสลิป", Description = "รหัสละหนึ่งครั้ง เหมาะกับบุคลากร")]
    Codes,

    [Display(Name = "ผู้ที่มีลิงก์หรือ QR", Description = "เครื่องละหนึ่งครั้งต่อวัน เหมาะกับประชาชน")]
    Link,

    [Display(Name = "ลิงก์ หรือรหัสบนสลิปก็ได้", Description = "เหมาะกับเครื่องที่ใช้ร่วมกันหลายคน")]
    Either,
}

/// <summary>A survey: what is asked, of whom, from when to when. What was answered is kept elsewhere and knows nobody.</summary>
internal sealed class Survey : IOfOrganisation
{
    public const int TitleMaxLength = 150;
    public const int DefaultLeast = 5;

    public Guid Id { get; init; } = Guid.NewGuid();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required SurveyKind Kind { get; init; }

    public required string Title { get; set; }

    public required SurveyForm Form { get; set; }

    public SurveyState State { get; set; } = SurveyState.Draft;

    public required SurveyEntry Entry { get; set; }

    /// <summary>The last part of its public address.</summary>
    public string Link { get; init; } = NewLink();

    public DateOnly? OpensOn { get; set; }

    /// <summary>The last day on which answers are taken; null for a point of service, which stays open.</summary>
    public DateOnly? ClosesOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public DateOnly? ScoredOn { get; set; }

    /// <summary>Nothing is shown of fewer answers than this.</summary>
    public int Least { get; set; } = DefaultLeast;

    /// <summary>How many people might answer; null where nobody knows.</summary>
    public int? Population { get; set; }

    public int CodesIssued { get; set; }

    public string? RulebookId { get; init; }

    public string? RulebookSha256 { get; init; }

    /// <summary>What was scored, by target; unrounded.</summary>
    public Dictionary<string, decimal>? Scores { get; set; }

    /// <summary>A comment box at a point of service.</summary>
    public bool AllowText { get; set; } = true;

    /// <summary>IIT or EIT; null for surveys the rules do not score.</summary>
    public string? Tool => Kind switch
    {
        SurveyKind.Internal => "IIT",
        SurveyKind.External => "EIT",
        _ => null,
    };

    /// <summary>
    /// How long answering takes someone who reads everything, said to people: 960 characters a minute (adults read 238 words silently,
    /// words here have 4 characters), and three and a half seconds to choose and tap twice. docs/how-to/run-a-survey.md has the sources.
    /// </summary>
    public int Minutes => Math.Max(1, (int)Math.Round((Form.Characters / 960m) + (Form.Questions.Count() * 3.55m / 60), MidpointRounding.AwayFromZero));

    /// <summary>Which answers are counted together: a month at a point of service, the whole survey elsewhere.</summary>
    public DateOnly PeriodOf(DateOnly day) => Kind is SurveyKind.Service ? new(day.Year, day.Month, 1) : Whole;

    public static readonly DateOnly Whole = new(2000, 1, 1);

    public bool Takes(DateOnly day) => State is SurveyState.Open && (OpensOn is null || OpensOn <= day) && (ClosesOn is null || day <= ClosesOn);

    private static string NewLink()
    {
        const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
        return RandomNumberGenerator.GetString(Letters, 8);
    }
}

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> entity)
    {
        entity.ToTable("surveys");
        entity.Property(s => s.Kind).HasConversion(new KebabCase<SurveyKind>());
        entity.Property(s => s.State).HasConversion(new KebabCase<SurveyState>());
        entity.Property(s => s.Entry).HasConversion(new KebabCase<SurveyEntry>());
        entity.Property(s => s.Least).HasColumnType("smallint");
        entity.Property(s => s.Form).HasColumnType("jsonb").HasConversion(new JsonText<SurveyForm>(), new JsonComparer<SurveyForm>());
        entity.Property(s => s.Scores).HasColumnType("jsonb").HasConversion(JsonForm.Of<Dictionary<string, decimal>>(), new JsonComparer<Dictionary<string, decimal>>());
    }
}

internal static class SurveySet
{
    extension(AppDbContext db)
    {
        public DbSet<Survey> Surveys => db.Set<Survey>();
    }
}
