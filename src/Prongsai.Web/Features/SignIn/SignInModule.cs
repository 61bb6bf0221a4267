using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Coming in and going out: password, app, recovery codes, passkeys, one-time links, sessions, the choice of organisation.</summary>
internal sealed class SignInModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Change("account.second-factor-begun", "เปิดใช้แอปยืนยันตัวตน")
        .Change("account.second-factor-ended", "ปิดแอปยืนยันตัวตน")
        .Change("account.recovery-codes-made", "ออกรหัสกู้คืนชุดใหม่")
        .Change("account.recovery-code-used", "ใช้รหัสกู้คืนเข้าระบบ")
        .Change("account.passkey-added", "เพิ่มพาสคีย์")
        .Change("account.passkey-removed", "ลบพาสคีย์")
        .Change("account.password-changed", "เปลี่ยนรหัสผ่าน")
        .Change("account.provider-connected", "เชื่อมบัญชีกับผู้ให้บริการยืนยันตัวตน")
        .Change("account.provider-disconnected", "เลิกเชื่อมบัญชีกับผู้ให้บริการยืนยันตัวตน")
        .Services(services => Outside.SignInByProvider.Add(services, Platform.Outside.OpenIdSettings.Of(new ConfigurationBuilder().AddEnvironmentVariables().Build())))
        .Change("account.signed-out-everywhere", "ออกจากระบบทุกเครื่อง");
}
