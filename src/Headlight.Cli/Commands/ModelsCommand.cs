using System.CommandLine;
using Headlight.Cli.Rendering;

namespace Headlight.Cli.Commands;

/// <summary>`headlight models`: what is bundled, or what a path holds.</summary>
internal static class ModelsCommand
{
    public static Command Create(Screen screen)
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "A model folder, .gguf file, or Hugging Face id in the local cache, to describe.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "models", "Lists the bundled models, or says what a path holds.")
        {
            path,
        };
        command.SetAction(parsed => Run(screen, parsed.GetValue(path)));
        return command;
    }

    private static int Run(Screen screen, string? path)
    {
        if (path is null)
        {
            screen.Show(ModelTable.Of(
                [.. BundledModel.All.Select(model => (model, TransformerModel.Describe(model.Path)))]));
            return 0;
        }
        var bundled = BundledModel.All.FirstOrDefault(model => model.Name == path);
        screen.Show(ModelCard.Of(TransformerModel.Describe(path), bundled));
        return 0;
    }

}
