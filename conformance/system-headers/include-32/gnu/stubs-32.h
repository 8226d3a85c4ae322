/* The C library asks for this file when it is read for 32 bits; packages for 64 bits do not have it. */
