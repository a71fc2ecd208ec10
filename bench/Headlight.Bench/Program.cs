using Headlight.Bench;

return args switch
{
    ["fuzz", .. var rest] => Fuzz.Run(rest),
    ["run", .. var rest] => Benchmarks.Run(rest),
    _ => Help(),
};

static int Help()
{
    Console.WriteLine(
        """
        Benchmarks and the fuzz run of Headlight.

          fuzz [--seconds N]   mutates files for every parser; only Headlight's own errors may come out
          run [NAME…]          load, read, gpt2, gemm, tokenize, patterns, generate, generate-plain, rank, mediate:
                               prints a table, medians of several runs
        """);
    return 0;
}
