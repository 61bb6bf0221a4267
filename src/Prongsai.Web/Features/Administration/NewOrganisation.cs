using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Administration;

/// <summary>What is asked of an organisation that begins; the rest is set later.</summary>
internal sealed class NewOrganisation
{
    [Display(Name = "ชื่อเต็ม", Description = "เช่น องค์การบริหารส่วนตำบลทุ่งตะวัน"), Required(ErrorMessage = "ใส่ชื่อเต็มขององค์กร"), StringLength(Organisation.NameMaxLength)]
    public string? Name { get; set; }

    [Display(Name = "ชื่อย่อ", Description = "เช่น อบต.ทุ่งตะวัน"), Required(ErrorMessage = "ใส่ชื่อย่อขององค์กร"), StringLength(Organisation.ShortNameMaxLength)]
    public string? ShortName { get; set; }

    [Display(Name = "ประเภท"), Required(ErrorMessage = "เลือกประเภทขององค์กร")]
    public OrganisationKind? Kind { get; set; }

    [Display(Name = "ขนาด", Description = "ใช้กำหนดจำนวนผู้ตอบแบบสำรวจขั้นต่ำ"), Required(ErrorMessage = "เลือกขนาดขององค์กร")]
    public OrganisationSize? Size { get; set; }

    [Display(Name = "อำเภอ"), StringLength(80)]
    public string? District { get; set; }

    [Display(Name = "จังหวัด"), StringLength(80)]
    public string? Province { get; set; }

    [Display(Name = "ที่อยู่หน้าสาธารณะ", Description = "ตัวพิมพ์เล็กภาษาอังกฤษ ตัวเลข และขีด เช่น thung-tawan"), Required(ErrorMessage = "ใส่ที่อยู่หน้าสาธารณะ เช่น thung-tawan")]
    [RegularExpression("[a-z][a-z0-9-]{1,62}", ErrorMessage = "ใช้ตัวพิมพ์เล็กภาษาอังกฤษ ตัวเลข และขีด ขึ้นต้นด้วยตัวอักษร เช่น thung-tawan")]
    public string? Slug { get; set; }
}

/// <summary>Thai words of enum members.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())?.GetCustomAttribute<DisplayAttribute>()?.Name ?? value.ToString();
}
