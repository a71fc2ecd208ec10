Console.Error.WriteLine("headlight");
return 0;
