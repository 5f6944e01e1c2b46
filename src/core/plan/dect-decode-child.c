/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-child.h"

#include "model/dect-i18n.h"
#include "plan/dect-decode-protocol.h"
#include "plan/dect-decode-starter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Until it has confined itself, on a machine that is busy. */
#define START_MS 20000

#define N_STARTS 2

/* Opening reads no picture, and a person may wait for it. */
#define OPEN_MS 20000

/* The slowest plan we know of takes two seconds; it is more patient than a person. */
#define ANSWER_MS 60000

struct _DectDecodeChild
{
  guint32 id; /* 0: was not started */
  int socket;
  gboolean lost;
};

static guint answer_ms = ANSWER_MS;

void
dect_decode_child_set_timeout (guint timeout_ms)
{
  answer_ms = timeout_ms != 0 ? timeout_ms : ANSWER_MS;
}

/* --- Talking ---------------------------------------------------------------------------------- */

static gboolean
fail_time (DectDecodeChild *self, GError **error)
{
  self->lost = TRUE;
  g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_TIME,
                       _("Reading the plan image took too long and was stopped; "
                          "save it simpler, or as a picture."));
  return FALSE;
}

/* One sentence for a crash, for too much memory and for an answer that makes no sense: the person
 * can do the same about each. */
static gboolean
fail_lost (DectDecodeChild *self, GError **error)
{
  self->lost = TRUE;
  g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_READER,
                       _("The plan image made its reader fail: it is damaged, or wants too much "
                          "memory. Save it again with another program."));
  return FALSE;
}

/* Waits until there is something to read, or nobody who could write. */
static gboolean
wait_for_more (DectDecodeChild *self, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GPollFD cancelled = { -1, 0, 0 };
  gboolean watched = g_cancellable_make_pollfd (cancellable, &cancelled);
  struct pollfd fds[] = { { self->socket, POLLIN, 0 }, { cancelled.fd, POLLIN, 0 } };
  int n;

  do
    {
      gint64 left_ms = MAX (0, (deadline - g_get_monotonic_time () + 999) / 1000);

      n = poll (fds, watched ? 2 : 1, (int) left_ms);
    }
  while (n < 0 && errno == EINTR);
  if (watched)
    g_cancellable_release_fd (cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      self->lost = TRUE;
      return FALSE;
    }
  return n > 0 || (n == 0 ? fail_time (self, error) : fail_lost (self, error));
}

static gboolean
receive (DectDecodeChild *self,
         gpointer data,
         gsize size,
         gint64 deadline,
         GCancellable *cancellable,
         GError **error)
{
  guint8 *to = data;

  while (size > 0)
    {
      gssize n = recv (self->socket, to, size, MSG_DONTWAIT);

      if (n > 0)
        {
          to += n;
          size -= (gsize) n;
        }
      else if (n < 0 && errno == EAGAIN)
        {
          if (!wait_for_more (self, deadline, cancellable, error))
            return FALSE;
        }
      else if (n == 0 || errno != EINTR)
        return fail_lost (self, error);
    }
  return TRUE;
}

static gint64
deadline_in (guint ms)
{
  return g_get_monotonic_time () + (gint64) ms * 1000;
}

/* A failure's code and sentence; the helper may have made both up, and neither can do harm. */
static gboolean
receive_failure (DectDecodeChild *self,
                 const DectDecodeReply *reply,
                 gint64 deadline,
                 GCancellable *cancellable,
                 GError **error)
{
  char sentence[DECT_DECODE_MAX_SENTENCE + 1] = { 0 };

  if (!receive (self, sentence, reply->n, deadline, cancellable, error))
    return FALSE;
  if (reply->n == 0 || !dect_decode_sentence_valid (sentence, reply->n))
    return fail_lost (self, error);
  g_set_error_literal (error, DECT_PLAN_ERROR, (gint) reply->code, sentence);
  return FALSE;
}

static gboolean
receive_reply (DectDecodeChild *self,
               DectDecodeKind kind,
               DectDecodeReply *reply,
               gint64 deadline,
               GCancellable *cancellable,
               GError **error)
{
  if (!receive (self, reply, sizeof *reply, deadline, cancellable, error))
    return FALSE;
  if (!dect_decode_reply_valid (reply, kind))
    return fail_lost (self, error);
  if (reply->kind == DECT_DECODE_FAILED)
    return receive_failure (self, reply, deadline, cancellable, error);
  return TRUE;
}

/* --- Life ------------------------------------------------------------------------------------- */

/* Sealed, so that it is the same to the end for whoever reads it. */
static int
make_document_fd (GBytes *document)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (document, &size);
  int fd = memfd_create ("handover-plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  while (fd >= 0 && size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno != EINTR)
        {
          close (fd);
          return -1;
        }
      data += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }
  if (fd >= 0)
    fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
  return fd;
}

/* What goes wrong before it has seen the document is not the document's fault. */
static gboolean
hear_hello (DectDecodeChild *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  DectDecodeReply hello;

  if (receive_reply (self, DECT_DECODE_HELLO, &hello, deadline_in (START_MS), cancellable,
                     &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_START,
                         _("The program part that reads plan images does not start here; "
                            "install Handover again."));
  return FALSE;
}

static gboolean
start (DectDecodeChild *self, int document, GCancellable *cancellable, GError **error)
{
  int sockets[2];
  gboolean started;

  if (document < 0 || socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
    {
      g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_START, g_strerror (errno));
      return FALSE;
    }
  self->socket = sockets[0];
  started = dect_decode_starter_start (document, sockets[1], &self->id, cancellable, error);
  close (sockets[1]);
  return started && hear_hello (self, cancellable, error);
}

/* The starter may die just as it is asked, for no fault of the document; so it is asked twice. */
DectDecodeChild *
dect_decode_child_new (GBytes *document, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectDecodeChild) self = NULL;
  gboolean started;
  guint n = 0;
  int fd;

  g_return_val_if_fail (document != NULL, NULL);

  fd = make_document_fd (document);
  do
    {
      g_clear_error (error);
      g_clear_pointer (&self, dect_decode_child_free);
      self = g_new0 (DectDecodeChild, 1);
      self->socket = -1;
      started = start (self, fd, cancellable, error);
    }
  while (!started && ++n < N_STARTS && !g_cancellable_is_cancelled (cancellable));
  if (fd >= 0)
    close (fd);
  return started ? g_steal_pointer (&self) : NULL;
}

void
dect_decode_child_free (DectDecodeChild *self)
{
  g_return_if_fail (self != NULL);

  if (self->socket >= 0)
    close (self->socket);
  if (self->id != 0)
    dect_decode_starter_end (self->id);
  g_free (self);
}

gboolean
dect_decode_child_is_lost (const DectDecodeChild *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->lost;
}

guint32
dect_decode_child_get_id (const DectDecodeChild *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

/* --- Work ------------------------------------------------------------------------------------- */

gboolean
dect_decode_child_open (DectDecodeChild *self,
                        guint *n_pages,
                        DectPlanSize **sizes,
                        GCancellable *cancellable,
                        GError **error)
{
  gint64 deadline = deadline_in (MIN (OPEN_MS, answer_ms));
  g_autofree DectPlanSize *received = NULL;
  DectDecodeReply reply;

  g_return_val_if_fail (self != NULL && n_pages != NULL && sizes != NULL, FALSE);

  if (!receive_reply (self, DECT_DECODE_OPENED, &reply, deadline, cancellable, error))
    return FALSE;
  if (reply.n < 1 || reply.n > DECT_PLAN_MAX_PAGES)
    return fail_lost (self, error);
  received = g_new0 (DectPlanSize, reply.n);
  if (!receive (self, received, reply.n * sizeof *received, deadline, cancellable, error))
    return FALSE;
  for (guint i = 0; i < reply.n; i++)
    if (!dect_plan_size_valid (received[i].width, received[i].height, NULL))
      return fail_lost (self, error);
  *n_pages = reply.n;
  *sizes = g_steal_pointer (&received);
  return TRUE;
}

/* It fits the socket's buffer, since the helper reads one after the other. */
static gboolean
send_request (DectDecodeChild *self, const DectDecodeRequest *request, GError **error)
{
  if (send (self->socket, request, sizeof *request, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof *request)
    return TRUE;
  return fail_lost (self, error);
}

static gboolean
receive_picture (DectDecodeChild *self,
                 cairo_surface_t *surface,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 deadline = deadline_in (answer_ms);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  DectDecodeReply reply;

  if (!receive_reply (self, DECT_DECODE_RENDERED, &reply, deadline, cancellable, error))
    return FALSE;
  if (!dect_decode_picture_valid (&reply, cairo_image_surface_get_width (surface), height, stride))
    return fail_lost (self, error);
  if (!receive (self, cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height,
                deadline, cancellable, error))
    return FALSE;
  cairo_surface_mark_dirty (surface);
  return TRUE;
}

cairo_surface_t *
dect_decode_child_render (DectDecodeChild *self,
                          guint page,
                          double px_per_unit,
                          int width,
                          int height,
                          GCancellable *cancellable,
                          GError **error)
{
  DectDecodeRequest request = { DECT_DECODE_MAGIC, page, px_per_unit };
  cairo_surface_t *surface;

  g_return_val_if_fail (self != NULL, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  if (!dect_plan_check_status (cairo_surface_status (surface), error)
      || !send_request (self, &request, error)
      || !receive_picture (self, surface, cancellable, error))
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}
