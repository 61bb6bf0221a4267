using System.Text;
using Microsoft.AspNetCore.Http;
using Prongsai.Ui;

namespace Prongsai.Informants;

/// <summary>
/// What an office shows that has not opened a protected channel: that it has none, and where else one can turn. The page's title and address
/// say nothing to someone who looks over a shoulder or into a history.
/// </summary>
internal static class NotOpenYet
{
    private const string Template =
        """
        <!DOCTYPE html>
        <html lang="th">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>ข้อมูลสำหรับประชาชน</title>
        <link rel="stylesheet" href="{{style}}">
        </head>
        <body class="public">
        <main class="wrap narrow" id="main">
        <h1>หน่วยงานนี้ยังไม่เปิดช่องทางที่คุ้มครองตัวตนในระบบนี้</h1>
        <p>โปรดอย่าส่งเรื่องที่อาจทำให้ท่านเดือดร้อนผ่านช่องทางอื่นของระบบนี้ ระหว่างนี้ท่านติดต่อหน่วยงานภายนอกได้</p>
        <ul>
        <li>สำนักงาน ป.ป.ช. สายด่วน 1205 (ยังไม่ยืนยัน)</li>
        <li>ศูนย์ดำรงธรรม สายด่วน 1567 (ยังไม่ยืนยัน)</li>
        </ul>
        <p>“ยังไม่ยืนยัน” หมายความว่าผู้จัดทำระบบยังไม่ได้ตรวจหมายเลขนี้กับหน่วยงานเจ้าของ โปรดตรวจอีกครั้งก่อนโทร</p>
        <p>เพื่อความปลอดภัย ใช้เครื่องและเครือข่ายของท่านเอง ไม่ใช้ของที่ทำงาน</p>
        </main>
        </body>
        </html>
        """;

    public static Task Show(HttpContext http, UiAssets assets)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        var style = http.Request.PathBase.ToUriComponent() + assets[UiAssets.StyleSheet][1..];
        return http.Response.WriteAsync(Template.Replace("{{style}}", style, StringComparison.Ordinal), Encoding.UTF8, http.RequestAborted);
    }
}
