/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The helper that decodes: what it cannot do, what it cannot make the program do, and how it lives
 * and dies. */

#include "config.h"

#include "plan/dect-decode-child.h"
#include "plan/dect-decode-launch.h"
#include "plan/dect-decode-pool.h"
#include "plan/dect-decode-protocol.h"
#include "plan/dect-decode-starter.h"
#include "support/helpers.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define BLACK 0xFF000000u

/* The helper of a test: PROGRAM NULL is the real one. */
static void
use (const char *program, guint box)
{
  dect_decode_pool_clear ();
  dect_decode_launch_set_program (program);
  dect_decode_starter_set_box (box);
  dect_decode_child_set_timeout (0);
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* 20 x 10 units, one black square at the left; @n makes it another file */
static GBytes *
make_svg (guint n)
{
  g_autofree char *text
      = g_strdup_printf ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><!-- %u -->"
                         "<rect width='10' height='10'/></svg>",
                         n);

  return text_bytes (text);
}

static DectPlan *
open_svg (guint n)
{
  g_autoptr (GBytes) bytes = make_svg (n);
  g_autoptr (GError) error = NULL;
  DectPlan *plan = dect_plan_open (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

static void
assert_drawn (cairo_surface_t *surface)
{
  const guint32 *row;

  g_assert_nonnull (surface);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 20);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 10);
  row = (const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface);
  g_assert_cmphex (row[2], ==, BLACK);
  g_assert_cmphex (row[15], ==, 0xFFFFFFFFu);
}

static void
assert_draws (DectPlan *plan)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = dect_plan_render (plan, 0, 1, NULL, &error);

  g_assert_no_error (error);
  assert_drawn (surface);
  cairo_surface_destroy (surface);
}

/* --- Its processes ---------------------------------------------------------------------------- */

static GPid
find_helper (void)
{
  GPid pid = 0;

  g_assert_cmpuint (helpers_count (&pid), ==, 1);
  return pid;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* --- What it cannot do ------------------------------------------------------------------------ */

static gboolean
can_use (guint box)
{
  const char *const argv[] = { "bwrap", "--unshare-all", "--ro-bind", "/", "/", "true", NULL };
  gint status = 1;

  if (box != DECT_DECODE_BOX_BUBBLEWRAP)
    return TRUE;
  if (!SANITIZED
      && g_spawn_sync (NULL, (char **) argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                           | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL)
      && status == 0)
    return TRUE;
  g_test_skip (
      "bubblewrap is not installed, may not make namespaces here, or hides /proc from a sanitizer");
  return FALSE;
}

/* What the probe tells of these attempts, each "WORD:yes" or "WORD:no". */
static char *
probe (const char *attempts)
{
  g_autofree char *text = g_strconcat ("<svg>\n", attempts, NULL);
  g_autoptr (GBytes) bytes = text_bytes (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_plan_open (bytes, &error));
  g_assert_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED);
  return g_strstrip (g_strdup (error->message));
}

/* @folder: somewhere that a person's files lie */
static void
assert_shut (const char *folder)
{
  g_autofree char *secret = g_build_filename (folder, ".handover-probe-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (folder, ".handover-probe-written", NULL);
  g_autofree char *attempts = NULL;
  g_autofree char *told = NULL;
  int fd = g_mkstemp (secret);

  g_assert_cmpint (fd, >=, 0);
  attempts
      = g_strdup_printf ("read %s\nread %s\nwrite %s\nwrite %s", secret, folder, secret, other);
  told = probe (attempts);
  g_assert_cmpstr (told, ==, "read:no read:no write:no write:no");
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_close (fd, NULL));
  g_unlink (secret);
}

static void
test_confined (gconstpointer user_data)
{
  guint box = GPOINTER_TO_UINT (user_data);
  g_autofree char *told = NULL;

  if (!can_use (box))
    return;
  use (DECODE_PROBE, box);
  assert_shut (g_get_home_dir ());
  assert_shut (g_get_tmp_dir ());
  told = probe (
      "read /etc/passwd\nread /proc/self/environ\nread /dev/urandom\nwrite /usr/handover-probe\n"
      "socket\nprocess /bin/true\nkill\ncode\nlimits\ncalls\ndescriptors");
  g_assert_cmpstr (
      told, ==,
      "read:no read:no read:no write:no socket:no process:no kill:no code:no limits:no calls:no "
      "descriptors:no");
  g_clear_pointer (&told, g_free);
  /* It is the helper that works, not a process to which nothing is possible. */
  told = probe ("read /usr/share\nthread");
  g_assert_cmpstr (told, ==, "read:yes thread:yes");
}

static void
test_memory (void)
{
  g_autofree char *told = NULL;

  if (SANITIZED)
    {
      g_test_skip ("a sanitizer's memory has no limit");
      return;
    }
  use (DECODE_PROBE, DECT_DECODE_BOX_PLAIN);
  told = probe ("memory");
  g_assert_cmpstr (told, ==, "memory:no");
}

/* Without bwrap, and whatever box is chosen when nobody says which. */
static void
test_boxes (void)
{
  static const guint boxes[] = { DECT_DECODE_BOX_PLAIN, DECT_DECODE_N_BOXES };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autoptr (DectPlan) plan = NULL;

      use (NULL, boxes[i]);
      plan = open_svg (i);
      assert_draws (plan);
    }
}

/* A bwrap that may not make namespaces, as where unprivileged ones are forbidden: it is there, and
 * ends. The helper confines itself all the same. Last of all: from then on the program does not try
 * bwrap. */
static void
test_no_namespaces (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-bwrap-XXXXXX", NULL);
  g_autofree char *fake = g_build_filename (folder, "bwrap", NULL);
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *front = g_strconcat (folder, ":", path, NULL);
  g_autofree char *told = NULL;

  g_assert_true (g_file_set_contents (fake, "#!/bin/sh\nexit 1\n", -1, NULL));
  g_assert_cmpint (g_chmod (fake, 0700), ==, 0);
  g_setenv ("PATH", front, TRUE);
  use (DECODE_PROBE, DECT_DECODE_N_BOXES);
  told = probe ("read /etc/passwd\nsocket\nprocess /bin/true\nthread");
  g_setenv ("PATH", path, TRUE);
  g_assert_cmpstr (told, ==, "read:no socket:no process:no thread:yes");
  g_unlink (fake);
  g_rmdir (folder);
}

/* A starter that never gets ready: what waits for it is stopped at once, and it is ended. */
static void
test_start_cancelled (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-bwrap-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "handover-decode", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = make_svg (4711);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_own = helpers_count_own ();

  g_assert_true (g_file_set_contents (program, "#!/bin/sh\nexec sleep 1000\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  use (program, DECT_DECODE_BOX_PLAIN);
  dect_plan_open_async (bytes, cancellable, finished_cb, &result);
  while (helpers_count_own () == n_own)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (dect_plan_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (helpers_count_own () > n_own)
    g_usleep (1000);
  use (NULL, DECT_DECODE_BOX_PLAIN);
  g_unlink (program);
  g_rmdir (folder);
}

/* --- What it cannot make the program do ------------------------------------------------------- */

static void
test_bad (void)
{
  static const struct
  {
    const char *says;
    gboolean opens;
    DectPlanError code;
  } cases[] = {
    { "no-hello", FALSE, DECT_PLAN_ERROR_START },
    { "gone", FALSE, DECT_PLAN_ERROR_READER },
    { "nonsense", FALSE, DECT_PLAN_ERROR_READER },
    { "no-pages", FALSE, DECT_PLAN_ERROR_READER },
    { "many-pages", FALSE, DECT_PLAN_ERROR_READER },
    { "no-size", FALSE, DECT_PLAN_ERROR_READER },
    { "large-size", FALSE, DECT_PLAN_ERROR_READER },
    { "long-sentence", FALSE, DECT_PLAN_ERROR_READER },
    { "no-sentence", FALSE, DECT_PLAN_ERROR_READER },
    { "control-sentence", FALSE, DECT_PLAN_ERROR_READER },
    { "no-text", FALSE, DECT_PLAN_ERROR_READER },
    { "no-code", FALSE, DECT_PLAN_ERROR_READER },
    { "picture-first", FALSE, DECT_PLAN_ERROR_READER },
    { "half-header", FALSE, DECT_PLAN_ERROR_READER },
    { "endless-opening", FALSE, DECT_PLAN_ERROR_READER },
    { "crash-opening", FALSE, DECT_PLAN_ERROR_READER },
    { "drip", FALSE, DECT_PLAN_ERROR_TIME },
    { "hang-opening", FALSE, DECT_PLAN_ERROR_TIME },
    { "large-picture", TRUE, DECT_PLAN_ERROR_READER },
    { "wide-stride", TRUE, DECT_PLAN_ERROR_READER },
    { "other-format", TRUE, DECT_PLAN_ERROR_READER },
    { "half-picture", TRUE, DECT_PLAN_ERROR_TIME },
    { "opened-again", TRUE, DECT_PLAN_ERROR_READER },
    { "small-picture", TRUE, DECT_PLAN_ERROR_READER },
    { "no-stride", TRUE, DECT_PLAN_ERROR_READER },
    { "crash", TRUE, DECT_PLAN_ERROR_READER },
    { "killed", TRUE, DECT_PLAN_ERROR_READER },
    { "hang", TRUE, DECT_PLAN_ERROR_TIME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("<svg %s>", cases[i].says);
      g_autoptr (GBytes) bytes = text_bytes (text);
      g_autoptr (DectPlan) plan = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].says);
      use (BAD_DECODER, DECT_DECODE_BOX_PLAIN);
      if (cases[i].code == DECT_PLAN_ERROR_TIME)
        dect_decode_child_set_timeout (200);
      plan = dect_plan_open (bytes, &error);
      g_assert_true ((plan != NULL) == cases[i].opens);
      if (plan != NULL)
        g_assert_null (dect_plan_render (plan, 0, 1, NULL, &error));
      g_assert_error (error, DECT_PLAN_ERROR, (gint) cases[i].code);
      g_assert_cmpuint (dect_decode_pool_count_idle (), ==, 0);
    }
}

/* The same helper where it behaves: it is not refused for nothing. */
static void
test_good (void)
{
  g_autoptr (GBytes) bytes = text_bytes ("<svg good>");
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  use (BAD_DECODER, DECT_DECODE_BOX_PLAIN);
  plan = dect_plan_open (bytes, &error);
  g_assert_no_error (error);
  surface = dect_plan_render (plan, 0, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmphex (cairo_image_surface_get_data (surface)[0], ==, 0xAB);
  cairo_surface_destroy (surface);
}

/* More bytes than a picture has are no part of it, nor of the next one: that is drawn by a new
 * helper. */
static void
test_endless (void)
{
  g_autoptr (GBytes) bytes = text_bytes ("<svg endless-picture>");
  g_autoptr (DectPlan) plan = NULL;

  use (BAD_DECODER, DECT_DECODE_BOX_PLAIN);
  plan = dect_plan_open (bytes, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface = dect_plan_render (plan, 0, 1, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmphex (cairo_image_surface_get_data (surface)[0], ==, 0xAB);
      cairo_surface_destroy (surface);
    }
}

/* What hangs or crashes its reader once is not tried again: a floor's inspector asks for it all the
 * time. */
static void
test_remembered (void)
{
  g_autoptr (GBytes) bytes = text_bytes ("<svg hang-opening>");

  use (BAD_DECODER, DECT_DECODE_BOX_PLAIN);
  dect_decode_child_set_timeout (100);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_plan_open (bytes, &error));
      g_assert_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_TIME);
      dect_decode_launch_set_program ("/nonexistent/handover-decode");
    }
}

/* Not the document's fault, so not remembered against it. */
static void
test_missing (void)
{
  g_autoptr (GBytes) bytes = make_svg (0);
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  use ("/nonexistent/handover-decode", DECT_DECODE_N_BOXES);
  g_assert_null (dect_plan_open (bytes, &error));
  g_assert_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_START);
  g_assert_nonnull (strstr (error->message, "/nonexistent/handover-decode"));
  dect_decode_launch_set_program (NULL);
  plan = dect_plan_open (bytes, NULL);
  g_assert_nonnull (plan);
}

static void
test_protocol (void)
{
  DectDecodeReply reply
      = { DECT_DECODE_MAGIC, DECT_DECODE_RENDERED, 0, 0, 20, 10, 80, CAIRO_FORMAT_ARGB32 };
  DectDecodeReply failure = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_FAILED, .n = 5 };

  g_assert_true (dect_decode_reply_valid (&reply, DECT_DECODE_RENDERED));
  g_assert_false (dect_decode_reply_valid (&reply, DECT_DECODE_OPENED));
  g_assert_true (dect_decode_picture_valid (&reply, 20, 10, 80));
  g_assert_false (dect_decode_picture_valid (&reply, 21, 10, 80));
  g_assert_false (dect_decode_picture_valid (&reply, 20, 11, 80));
  g_assert_false (dect_decode_picture_valid (&reply, 20, 10, 84));
  reply.magic++;
  g_assert_false (dect_decode_reply_valid (&reply, DECT_DECODE_RENDERED));
  g_assert_true (dect_decode_reply_valid (&failure, DECT_DECODE_OPENED));
  g_assert_false (dect_decode_reply_valid (&failure, DECT_DECODE_HELLO));
  failure.n = DECT_DECODE_MAX_SENTENCE;
  g_assert_true (dect_decode_reply_valid (&failure, DECT_DECODE_OPENED));
  failure.n++;
  g_assert_false (dect_decode_reply_valid (&failure, DECT_DECODE_OPENED));
  g_assert_true (dect_decode_sentence_valid ("Größe", strlen ("Größe")));
  g_assert_false (dect_decode_sentence_valid ("a\nb", 3));
  g_assert_false (dect_decode_sentence_valid ("a\0b", 3));
  g_assert_false (dect_decode_sentence_valid ("a\xFF", 2));
}

/* --- Life ------------------------------------------------------------------------------------- */

/* One helper serves a document as long as it lives, and another one after it. */
static void
test_kept (void)
{
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (DectPlan) again = NULL;
  guint32 first;
  GPid pid;

  use (NULL, DECT_DECODE_N_BOXES);
  plan = open_svg (0);
  first = dect_decode_pool_find_id (plan);
  pid = find_helper ();
  g_assert_cmpuint (first, >, 0);
  assert_draws (plan);
  again = open_svg (0);
  assert_draws (again);
  g_assert_cmpuint (dect_decode_pool_find_id (plan), ==, first);
  g_assert_cmpint (find_helper (), ==, pid);

  kill (pid, SIGKILL);
  assert_draws (plan);
  g_assert_cmpuint (dect_decode_pool_find_id (plan), !=, first);
  helpers_wait_until_gone (pid);
  pid = find_helper ();
  dect_decode_pool_clear ();
  helpers_wait_until_gone (pid);
  g_assert_cmpint (dect_decode_starter_get_pid (), ==, 0);
}

/* The one from which all others come. */
static void
test_starter_killed (void)
{
  g_autoptr (DectPlan) plan = NULL;
  GPid starter;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  plan = open_svg (0);
  starter = dect_decode_starter_get_pid ();
  kill (-starter, SIGKILL);
  assert_draws (plan);
  helpers_wait_until_gone (starter);
  g_assert_cmpint (dect_decode_starter_get_pid (), !=, starter);
}

static void
test_few_kept (void)
{
  use (NULL, DECT_DECODE_BOX_PLAIN);
  for (guint i = 0; i < 2 * DECT_DECODE_MAX_IDLE; i++)
    {
      g_autoptr (DectPlan) plan = open_svg (i);

      assert_draws (plan);
      g_assert_cmpuint (dect_decode_pool_count_idle (), <=, DECT_DECODE_MAX_IDLE);
    }
  while (helpers_count (NULL) > DECT_DECODE_MAX_IDLE)
    g_usleep (1000);
  g_assert_cmpuint (helpers_count (NULL), ==, DECT_DECODE_MAX_IDLE);
}

/* Asks a helper that stands still, and comes back when it has been asked. */
static void
ask_stopped (DectPlan *plan, GPid pid, GCancellable *cancellable, GAsyncResult **result)
{
  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  dect_plan_render_async (plan, 0, 1, cancellable, finished_cb, result);
  while (dect_decode_pool_find_id (plan) != 0)
    g_usleep (1000);
}

static cairo_surface_t *
wait_for (GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = g_steal_pointer (result);
  return dect_plan_render_finish (done, error);
}

static void
test_killed_midway (void)
{
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  cairo_surface_t *surface;
  GPid pid;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  plan = open_svg (0);
  pid = find_helper ();
  ask_stopped (plan, pid, NULL, &result);
  kill (pid, SIGKILL);
  surface = wait_for (&result, &error);
  g_assert_no_error (error);
  assert_drawn (surface);
  cairo_surface_destroy (surface);
  helpers_wait_until_gone (pid);
}

static void
test_cancelled (gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPid pid;

  if (!can_use (GPOINTER_TO_UINT (user_data)))
    return;
  use (NULL, GPOINTER_TO_UINT (user_data));
  plan = open_svg (0);
  pid = find_helper ();
  ask_stopped (plan, pid, cancellable, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (wait_for (&result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  helpers_wait_until_gone (pid);
  assert_draws (plan);
}

static void
test_hangs (void)
{
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GPid pid;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  plan = open_svg (0);
  pid = find_helper ();
  dect_decode_child_set_timeout (200);
  kill (pid, SIGSTOP);
  g_assert_null (dect_plan_render (plan, 0, 1, NULL, &error));
  g_assert_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_TIME);
  helpers_wait_until_gone (pid);
}

/* More documents at a time than helpers may work: all get their turn. */
static void
test_many (void)
{
  DectPlan *plans[3 * DECT_DECODE_MAX_BUSY];
  GAsyncResult *results[G_N_ELEMENTS (plans)] = { NULL };

  use (NULL, DECT_DECODE_BOX_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      plans[i] = open_svg (i);
      dect_plan_render_async (plans[i], 0, 1, NULL, finished_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface = wait_for (&results[i], &error);

      g_assert_no_error (error);
      assert_drawn (surface);
      cairo_surface_destroy (surface);
      dect_plan_unref (plans[i]);
    }
}

/* --- Hostile documents ------------------------------------------------------------------------ */

/* Opens and draws; whatever comes of it is a picture or one sentence of ours. */
static void
survive (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);
  cairo_surface_t *surface = NULL;
  double width, height;

  if (plan != NULL)
    {
      dect_plan_get_size (plan, 0, &width, &height);
      surface = dect_plan_render (plan, 0, 64 / MAX (width, height), NULL, &error);
    }
  g_assert_true ((surface != NULL) == (error == NULL));
  if (error != NULL)
    {
      g_assert_true (error->domain == DECT_PLAN_ERROR);
      g_assert_true (dect_decode_sentence_valid (error->message, strlen (error->message)));
      g_assert_cmpuint (strlen (error->message), >, 0);
    }
  g_clear_pointer (&surface, cairo_surface_destroy);
}

/* Each group draws the one before ten times. */
static char *
make_nested_svg (void)
{
  GString *text = g_string_new ("<svg xmlns='http://www.w3.org/2000/svg' "
                                "xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>"
                                "<defs><rect id='g0' width='1' height='1'/>");

  for (guint i = 1; i <= 9; i++)
    {
      g_string_append_printf (text, "<g id='g%u'>", i);
      for (guint n = 0; n < 10; n++)
        g_string_append_printf (text, "<use xlink:href='#g%u'/>", i - 1);
      g_string_append (text, "</g>");
    }
  g_string_append (text, "</defs><use xlink:href='#g9'/></svg>");
  return g_string_free (text, FALSE);
}

/* An entity for each of the ten in the one before. */
static char *
make_entity_svg (void)
{
  GString *text = g_string_new ("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e0 'laugh'>");

  for (guint i = 1; i <= 12; i++)
    {
      g_string_append_printf (text, "<!ENTITY e%u '", i);
      for (guint n = 0; n < 10; n++)
        g_string_append_printf (text, "&e%u;", i - 1);
      g_string_append (text, "'>");
    }
  g_string_append (text, "]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                         "<text>&e12;</text></svg>");
  return g_string_free (text, FALSE);
}

static void
test_bombs (void)
{
  g_autofree char *nested = make_nested_svg ();
  g_autofree char *entities = make_entity_svg ();
  /* poppler trusts what a picture says of itself */
  const char *const texts[] = {
    nested,
    entities,
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><filter id='f' x='-1e9' y='-1e9' "
    "width='1e10' height='1e10'><feGaussianBlur stdDeviation='1e8'/></filter>"
    "<rect width='9' height='9' filter='url(#f)'/></svg>",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 "
    "R>>>>>>endobj\n"
    "4 0 obj<</Length 4>>stream\n/I Do\nendstream endobj\n"
    "5 0 obj<</Type/XObject/Subtype/Image/Width 400000/Height 400000/BitsPerComponent 16"
    "/ColorSpace/DeviceRGB/Length 1>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/true)>>>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 "
    "9]/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF",
  };

  use (NULL, DECT_DECODE_BOX_PLAIN);
  dect_decode_child_set_timeout (3000);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = text_bytes (texts[i]);

      g_test_message ("bomb %u", i);
      survive (bytes);
    }
}

/* A PDF of one page. */
static char *
make_pdf_text (const char *page, const char *objects)
{
  return g_strdup_printf ("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R %s>>endobj\n%s\n"
                          "trailer<</Root 1 0 R>>\n%%%%EOF",
                          page, objects);
}

/* Pictures in a PDF, whose decoders are those with the longest list of errors, with nonsense in
 * them. */
static void
test_streams (void)
{
  static const char *const filters[]
      = { "/JBIG2Decode",    "/JPXDecode", "/DCTDecode",
          "/CCITTFaxDecode", "/LZWDecode", "[/FlateDecode/FlateDecode/RunLengthDecode]" };

  use (NULL, DECT_DECODE_BOX_PLAIN);
  dect_decode_child_set_timeout (3000);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *objects = g_strdup_printf (
          "4 0 obj<</Length 18>>stream\n9 0 0 9 0 0 cm /I Do\nendstream endobj\n"
          "5 0 obj<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
          "/ColorSpace/DeviceGray/Filter %s/Length 32>>stream\n"
          "\xFF\xD8\xFF\x4F\xFF\x51\x97JB2\r\n\x1A\n0123456789abcdef\nendstream endobj",
          filters[i]);
      g_autofree char *text = make_pdf_text (
          "/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>", objects);
      g_autoptr (GBytes) bytes = text_bytes (text);

      g_test_message ("%s", filters[i]);
      survive (bytes);
    }
}

static void
assert_refused (const char *text, gsize length, DectPlanError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_plan_open (bytes, &error));
  g_assert_error (error, DECT_PLAN_ERROR, (gint) code);
  g_assert_true (dect_decode_sentence_valid (error->message, strlen (error->message)));
}

/* What other libraries read is refused before any of them looks at it. */
static void
test_other_formats (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } cases[] = {
    { "II*\0\x08\0\0\0\x01\0<svg", 14 }, /* TIFF */
    { "RIFF\x1A\0\0\0WEBPVP8L<svg", 20 },   { "GIF89a\xFF\xFF\xFF\xFF\xF7\0\0<svg", 17 },
    { "BM\x7A\0\0\0\0\0\0\0<svg", 14 },     { "\x1F\x8B\x08\0\0\0\0\0\0\x03<svg", 14 }, /* SVGZ */
    { "\0\0\0\x0CjP  \r\n\x87\n<svg", 16 }, /* JPEG 2000 */
    { "\x97JB2\r\n\x1A\n<svg", 12 },        /* JBIG2 */
  };

  use (BAD_DECODER, DECT_DECODE_BOX_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].length, DECT_PLAN_ERROR_FORMAT);
  g_assert_cmpint (dect_decode_starter_get_pid (), ==, 0);
}

/* Sizes and pages that only a liar says. */
static void
test_lies (void)
{
  static const struct
  {
    const char *page;
    DectPlanError code;
  } cases[] = {
    { "/MediaBox[0 0 1000000000 1000000000]", DECT_PLAN_ERROR_SIZE },
    { "/MediaBox[0 0 9 99999999999999999999]", DECT_PLAN_ERROR_SIZE },
  };
  static const char large[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e30 1e30'/>";
  GString *pages = g_string_new ("");
  g_autofree char *many = NULL;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_pdf_text (cases[i].page, "");

      assert_refused (text, strlen (text), cases[i].code);
    }
  assert_refused (large, strlen (large), DECT_PLAN_ERROR_SIZE);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (pages, "3 0 R ");
  many = g_strdup_printf ("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[%s]/Count 1000000>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
                          "trailer<</Root 1 0 R>>\n%%%%EOF",
                          pages->str);
  g_string_free (pages, TRUE);
  assert_refused (many, strlen (many), DECT_PLAN_ERROR_PAGES);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A picture inside an SVG. */
static DectPlan *
open_inside (const char *kind, const guint8 *data, gsize size)
{
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autofree char *text = g_strdup_printf (
      "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
      "viewBox='0 0 20 10'><image width='20' height='10' preserveAspectRatio='none' "
      "xlink:href='data:image/%s;base64,%s'/></svg>",
      kind, base64);
  g_autoptr (GBytes) bytes = text_bytes (text);
  g_autoptr (GError) error = NULL;
  DectPlan *plan = dect_plan_open (bytes, &error);

  g_assert_no_error (error);
  return plan;
}

static guint32
draw_middle (DectPlan *plan)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = dect_plan_render (plan, 0, 1, NULL, &error);
  guint32 pixel;

  g_assert_no_error (error);
  pixel = ((const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface))[5 * 20 + 10];
  cairo_surface_destroy (surface);
  return pixel;
}

static GByteArray *
make_black_png (void)
{
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);

  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  return png;
}

/* A PNG in an SVG is drawn; what would need a loader of GDK-Pixbuf, whose code would have to be
 * loaded, is left out, and so is one that says it has 1.6 thousand million pixels. */
static void
test_inside (void)
{
  static const char gif[]
      = "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xF9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0"
        "\x02\x02\x44\x01\0;";
  g_autoptr (GByteArray) png = make_black_png ();
  g_autoptr (DectPlan) good = NULL;
  g_autoptr (DectPlan) other = NULL;
  g_autoptr (DectPlan) bomb = NULL;
  cairo_surface_t *surface;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  good = open_inside ("png", png->data, png->len);
  g_assert_cmphex (draw_middle (good), ==, BLACK);
  other = open_inside ("gif", (const guint8 *) gif, sizeof gif - 1);
  g_assert_cmphex (draw_middle (other), ==, 0xFFFFFFFFu);
  /* Width and height, big-endian, in IHDR: 40 000. */
  png->data[18] = png->data[22] = 0x9C;
  png->data[19] = png->data[23] = 0x40;
  bomb = open_inside ("png", png->data, png->len);
  surface = dect_plan_render (bomb, 0, 1, NULL, NULL);
  if (surface != NULL)
    cairo_surface_destroy (surface);
}

/* A drawing that names files outside: nothing of them is in the picture. */
static void
test_outside (void)
{
  static const char *const bodies[] = {
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='file://%s'/>",
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='%s'/>",
    "<use xlink:href='file://%s#black'/>",
    "<style>@import url('file://%s');</style>",
    "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://%s'/>",
    "<image width='20' height='10' preserveAspectRatio='none' xlink:href='http://127.0.0.1/%s'/>",
  };
  static const char file[]
      = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect id='black' width='20' "
        "height='10'/></svg>";
  g_autofree char *path = NULL;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  g_assert_cmpint (g_close (g_file_open_tmp ("handover-outside-XXXXXX.svg", &path, NULL), NULL), ==,
                   TRUE);
  g_assert_true (g_file_set_contents (path, file, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *body = g_strdup_printf (bodies[i], path);
      g_autofree char *text = g_strconcat (
          "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
          "viewBox='0 0 20 10'>",
          body, "</svg>", NULL);
      g_autoptr (GBytes) bytes = text_bytes (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPlan) plan = dect_plan_open (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmphex (draw_middle (plan), ==, 0xFFFFFFFFu);
    }
  g_unlink (path);
}

static GByteArray *
make_sample (guint kind)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = kind == 0
                                 ? cairo_pdf_surface_create_for_stream (append_cb, bytes, 90, 40)
                                 : cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 90, 40);
  cairo_t *cr = cairo_create (surface);

  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_move_to (cr, 5, 20);
  cairo_show_text (cr, "Ground floor");
  cairo_rectangle (cr, 10, 25, 20, 10);
  cairo_fill (cr);
  if (kind == 1)
    cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  if (kind == 2)
    {
      g_autoptr (GBytes) jpeg = dect_plan_jpeg_encode (surface, 80, NULL);

      g_byte_array_append (bytes, g_bytes_get_data (jpeg, NULL), (guint) g_bytes_get_size (jpeg));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (kind == 3)
    {
      g_autoptr (GBytes) svg = make_svg (0);

      g_byte_array_append (bytes, g_bytes_get_data (svg, NULL), (guint) g_bytes_get_size (svg));
    }
  return bytes;
}

/* Bytes changed, cut off and doubled, the same ones in each run. */
static void
test_fuzzed (gconstpointer user_data)
{
  g_autoptr (GByteArray) sample = make_sample (GPOINTER_TO_UINT (user_data));
  g_autoptr (GRand) chance = g_rand_new_with_seed (4711 + GPOINTER_TO_UINT (user_data));
  guint n_rounds = g_test_slow () ? 1000 : 40;

  use (NULL, DECT_DECODE_BOX_PLAIN);
  dect_decode_child_set_timeout (3000);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GByteArray) changed = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      g_byte_array_append (changed, sample->data, sample->len);
      for (gint n = g_rand_int_range (chance, 1, 9); n > 0; n--)
        changed->data[g_rand_int_range (chance, 0, (gint) changed->len)]
            = (guint8) g_rand_int (chance);
      if (i % 5 == 0)
        g_byte_array_set_size (changed, (guint) g_rand_int_range (chance, 1, (gint) changed->len));
      if (i % 7 == 0)
        g_byte_array_append (changed, sample->data, sample->len / 2);
      bytes = g_bytes_new (changed->data, changed->len);
      survive (bytes);
    }
}

static void
add_tests (void)
{
  static const char *const kinds[] = { "pdf", "png", "jpeg", "svg" };

  g_test_add_data_func ("/plan/decode/confined/bubblewrap",
                        GUINT_TO_POINTER (DECT_DECODE_BOX_BUBBLEWRAP), test_confined);
  g_test_add_data_func ("/plan/decode/confined/plain", GUINT_TO_POINTER (DECT_DECODE_BOX_PLAIN),
                        test_confined);
  g_test_add_data_func ("/plan/decode/cancelled/bubblewrap",
                        GUINT_TO_POINTER (DECT_DECODE_BOX_BUBBLEWRAP), test_cancelled);
  g_test_add_data_func ("/plan/decode/cancelled/plain", GUINT_TO_POINTER (DECT_DECODE_BOX_PLAIN),
                        test_cancelled);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("/plan/decode/fuzzed/", kinds[i], NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_fuzzed);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/decode/memory", test_memory);
  g_test_add_func ("/plan/decode/boxes", test_boxes);
  g_test_add_func ("/plan/decode/bad", test_bad);
  g_test_add_func ("/plan/decode/good", test_good);
  g_test_add_func ("/plan/decode/endless", test_endless);
  g_test_add_func ("/plan/decode/remembered", test_remembered);
  g_test_add_func ("/plan/decode/missing", test_missing);
  g_test_add_func ("/plan/decode/protocol", test_protocol);
  g_test_add_func ("/plan/decode/kept", test_kept);
  g_test_add_func ("/plan/decode/starter-killed", test_starter_killed);
  g_test_add_func ("/plan/decode/few-kept", test_few_kept);
  g_test_add_func ("/plan/decode/killed-midway", test_killed_midway);
  g_test_add_func ("/plan/decode/hangs", test_hangs);
  g_test_add_func ("/plan/decode/many", test_many);
  g_test_add_func ("/plan/decode/bombs", test_bombs);
  g_test_add_func ("/plan/decode/streams", test_streams);
  g_test_add_func ("/plan/decode/other-formats", test_other_formats);
  g_test_add_func ("/plan/decode/lies", test_lies);
  g_test_add_func ("/plan/decode/inside", test_inside);
  g_test_add_func ("/plan/decode/outside", test_outside);
  g_test_add_func ("/plan/decode/start-cancelled", test_start_cancelled);
  add_tests ();
  g_test_add_func ("/plan/decode/no-namespaces", test_no_namespaces);

  status = g_test_run ();
  dect_decode_pool_clear ();
  return status;
}
