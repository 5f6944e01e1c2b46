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

#include <cairo.h>
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

static void
add_tests (void)
{
  g_test_add_data_func ("/plan/decode/confined/bubblewrap",
                        GUINT_TO_POINTER (DECT_DECODE_BOX_BUBBLEWRAP), test_confined);
  g_test_add_data_func ("/plan/decode/confined/plain", GUINT_TO_POINTER (DECT_DECODE_BOX_PLAIN),
                        test_confined);
  g_test_add_data_func ("/plan/decode/cancelled/bubblewrap",
                        GUINT_TO_POINTER (DECT_DECODE_BOX_BUBBLEWRAP), test_cancelled);
  g_test_add_data_func ("/plan/decode/cancelled/plain", GUINT_TO_POINTER (DECT_DECODE_BOX_PLAIN),
                        test_cancelled);
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
  g_test_add_func ("/plan/decode/start-cancelled", test_start_cancelled);
  add_tests ();
  g_test_add_func ("/plan/decode/no-namespaces", test_no_namespaces);

  status = g_test_run ();
  dect_decode_pool_clear ();
  return status;
}
