using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Prongsai.Ui;

/// <summary>Puts the binders of dates and numbers before those of the framework.</summary>
internal sealed class ThaiBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var type = context.Metadata.UnderlyingOrModelType;
        return type == typeof(DateOnly) ? new BinderTypeModelBinder(typeof(ThaiDateModelBinder))
            : type == typeof(decimal) || type == typeof(int) || type == typeof(long) ? new BinderTypeModelBinder(typeof(ThaiNumberModelBinder))
            : null;
    }
}
