/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A helper that a hostile document has taken over: it says to Handover what the document tells it
 * to. Its picture would be 2 x 2. */

#include "config.h"

#include "dect-serve.h"
#include "dect-talk.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const guint8 nonsense[4096] = { 0xAB, 0xCD };

static void
say (gconstpointer data, gsize size)
{
  if (!dect_talk_write (data, size))
    _exit (1);
}

static void
say_reply (DectDecodeKind kind, guint32 n, guint32 code)
{
  DectDecodeReply reply = { .magic = DECT_DECODE_MAGIC, .kind = kind, .n = n, .code = code };

  say (&reply, sizeof reply);
}

static void
say_failure (const char *text, guint32 length, guint32 code)
{
  say_reply (DECT_DECODE_FAILED, length, code);
  say (text, strlen (text));
}

static void
say_opened (double width, double height)
{
  DectPlanSize size = { width, height };

  say_reply (DECT_DECODE_OPENED, 1, 0);
  say (&size, sizeof size);
}

static void
say_picture (guint32 width, guint32 height, guint32 stride, guint32 format, gsize n_bytes)
{
  DectDecodeReply reply
      = { DECT_DECODE_MAGIC, DECT_DECODE_RENDERED, 0, 0, width, height, stride, format };

  say (&reply, sizeof reply);
  say (nonsense, n_bytes);
}

static void
hang (void)
{
  for (;;)
    sleep (1);
}

/* As fast as they are taken, and for ever. */
static void
say_endlessly (void)
{
  for (;;)
    say (nonsense, sizeof nonsense);
}

/* Each byte in time, the last one never. */
static void
drip (void)
{
  DectDecodeReply reply = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_OPENED, .n = 500 };

  say (&reply, sizeof reply);
  for (;;)
    {
      say ("", 1);
      usleep (20000);
    }
}

static void
crash (void)
{
  *(volatile int *) NULL = 0;
}

static void
wait_for_request (void)
{
  DectDecodeRequest request;

  if (!dect_talk_read (&request))
    _exit (1);
}

static void
open_badly (const char *what)
{
  if (g_str_equal (what, "nonsense"))
    say (nonsense, sizeof nonsense);
  else if (g_str_equal (what, "no-pages"))
    say_reply (DECT_DECODE_OPENED, 0, 0);
  else if (g_str_equal (what, "many-pages"))
    say_reply (DECT_DECODE_OPENED, G_MAXUINT32, 0);
  else if (g_str_equal (what, "no-size"))
    say_opened (NAN, 2);
  else if (g_str_equal (what, "large-size"))
    say_opened (2, 1e300);
  else if (g_str_equal (what, "long-sentence"))
    say_failure ("It is long", G_MAXUINT32, DECT_PLAN_ERROR_DAMAGED);
  else if (g_str_equal (what, "no-sentence"))
    say_failure ("", 0, DECT_PLAN_ERROR_DAMAGED);
  else if (g_str_equal (what, "control-sentence"))
    say_failure ("red \033[31m ink", 14, DECT_PLAN_ERROR_DAMAGED);
  else if (g_str_equal (what, "no-text"))
    say_failure ("\xFF\xFE", 2, DECT_PLAN_ERROR_DAMAGED);
  else if (g_str_equal (what, "no-code"))
    say_failure ("What", 4, DECT_PLAN_ERROR_READER);
  else if (g_str_equal (what, "picture-first"))
    say_picture (2, 2, 8, CAIRO_FORMAT_ARGB32, 16);
  else if (g_str_equal (what, "half-header"))
    say (nonsense, sizeof (DectDecodeReply) / 2);
  else if (g_str_equal (what, "endless-opening"))
    say_endlessly ();
  else if (g_str_equal (what, "drip"))
    drip ();
  else if (g_str_equal (what, "crash-opening"))
    crash ();
  else if (g_str_equal (what, "hang-opening"))
    hang ();
  else if (!g_str_equal (what, "gone"))
    return;
  _exit (0);
}

static void
render_badly (const char *what)
{
  if (g_str_equal (what, "large-picture"))
    say_picture (30000, 30000, 120000, CAIRO_FORMAT_ARGB32, sizeof nonsense);
  else if (g_str_equal (what, "wide-stride"))
    say_picture (2, 2, 2048, CAIRO_FORMAT_ARGB32, sizeof nonsense);
  else if (g_str_equal (what, "other-format"))
    say_picture (2, 2, 8, CAIRO_FORMAT_A8, 16);
  else if (g_str_equal (what, "half-picture"))
    say_picture (2, 2, 8, CAIRO_FORMAT_ARGB32, 8);
  else if (g_str_equal (what, "opened-again"))
    say_opened (2, 2);
  else if (g_str_equal (what, "killed"))
    abort ();
  else if (g_str_equal (what, "crash"))
    crash ();
  else if (g_str_equal (what, "small-picture"))
    say_picture (1, 1, 4, CAIRO_FORMAT_ARGB32, 4);
  else if (g_str_equal (what, "no-stride"))
    say_picture (2, 2, 0, CAIRO_FORMAT_ARGB32, 0);
  else if (g_str_equal (what, "endless-picture"))
    {
      say_picture (2, 2, 8, CAIRO_FORMAT_ARGB32, 16);
      say_endlessly ();
    }
  else if (g_str_equal (what, "hang"))
    hang ();
  else
    say_picture (2, 2, 8, CAIRO_FORMAT_ARGB32, 16);
}

/* "<svg NAME>", somewhere at the beginning: in a PNG, in a text chunk. */
void
dect_serve (void)
{
  char text[128] = { 0 };
  g_auto (GStrv) words = NULL;
  const char *order;

  if (pread (DECT_DECODE_DOCUMENT_FD, text, sizeof text - 1, 0) < 0)
    return;
  order = memmem (text, sizeof text - 1, "<svg ", strlen ("<svg "));
  if (order == NULL)
    return;
  words = g_strsplit_set (order, " >", -1);
  if (g_strv_length (words) < 2 || g_str_equal (words[1], "no-hello"))
    return;
  dect_talk_hello ();
  open_badly (words[1]);
  say_opened (2, 2);
  for (;;)
    {
      wait_for_request ();
      render_badly (words[1]);
    }
}
