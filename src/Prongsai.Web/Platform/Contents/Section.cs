namespace Prongsai.Web.Platform.Contents;

/// <summary>A part of the public website that every organisation has, at <c>/info/{Key}</c>.</summary>
/// <param name="Key">In the address; never renamed.</param>
/// <param name="Title">Thai, shown.</param>
/// <param name="Group">The heading it stands under in the site map.</param>
/// <param name="Line">What a visitor finds there, in one line.</param>
/// <param name="Icon">Of the component library.</param>
internal sealed record Section(string Key, string Title, string Group, string Line, string Icon)
{
    private const string Us = "รู้จักหน่วยงาน";
    private const string Money = "แผนและงบประมาณ";
    private const string Help = "บริการประชาชน";
    private const string Clean = "บุคคลและความโปร่งใส";
    private const string Site = "เกี่ยวกับเว็บไซต์นี้";

    public static readonly IReadOnlyList<Section> All =
    [
        new("about", "ข้อมูลทั่วไป", Us, "ประวัติ พื้นที่ ประชากร วิสัยทัศน์", "info"),
        new("structure", "โครงสร้างและผู้บริหาร", Us, "ฝ่ายการเมือง ฝ่ายประจำ และส่วนราชการ", "queue"),
        new("powers", "อำนาจหน้าที่", Us, "งานที่กฎหมายให้เราทำ", "shield"),
        new("law", "กฎหมายที่เกี่ยวข้อง", Us, "พระราชบัญญัติ ระเบียบ ข้อบัญญัติท้องถิ่น", "document"),
        new("contact", "ติดต่อเรา", Us, "ที่อยู่ แผนที่ โทรศัพท์ และทุกช่องทาง", "speech"),
        new("plans", "แผนและความก้าวหน้า", Money, "แผนพัฒนาท้องถิ่น แผนดำเนินงาน และผลการติดตาม", "document"),
        new("budget", "งบประมาณ", Money, "ข้อบัญญัติงบประมาณ แผนและผลการใช้จ่าย", "receipt"),
        new("procurement", "จัดซื้อจัดจ้าง", Money, "แผน ประกาศ และสรุปผลรายเดือน", "receipt"),
        new("services", "บริการของเรา", Help, "ขอได้ที่ไหน ใช้อะไร กี่วัน", "done"),
        new("manuals", "คู่มือประชาชน", Help, "ขั้นตอน เวลา เอกสาร ค่าธรรมเนียม", "document"),
        new("personnel", "บริหารทรัพยากรบุคคล", Clean, "นโยบาย แผน หลักเกณฑ์ และรายงานผล", "queue"),
        new("integrity", "ป้องกันการทุจริต", Clean, "เจตนารมณ์ No Gift Policy แผน มาตรการ ช่องทางร้องเรียน", "shield"),
        new("accessibility", "การเข้าถึงเว็บไซต์", Site, "ใช้เว็บไซต์นี้อย่างไรให้สะดวก และแจ้งปัญหาที่ไหน", "info"),
        new("privacy", "นโยบายข้อมูลส่วนบุคคล", Site, "เราเก็บอะไรและไม่เก็บอะไร", "shield"),
    ];

    public static Section? Find(string? key) => All.FirstOrDefault(s => s.Key == key);

    /// <summary>The Thai name of a section, or the key when it is not one of these (news has none).</summary>
    public static string TitleOf(string key) => key == ContentPiece.NewsSection ? "ข่าวและประกาศ" : Find(key)?.Title ?? key;
}
