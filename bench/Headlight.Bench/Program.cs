Console.Error.WriteLine("bench");
return 0;
