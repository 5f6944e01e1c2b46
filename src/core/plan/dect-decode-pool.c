/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-pool.h"

#include "plan/dect-decode-child.h"
#include "plan/dect-decode-starter.h"

/* Between two looks at whether somebody cancelled the waiting for a turn. */
#define TURN_US 50000

/* Answers that are remembered; a site has at most some dozens of plans. */
#define MAX_ANSWERS 512u

/* A helper that waits for the next request, or is about to work. */
typedef struct
{
  char *key;
  DectDecodeChild *child;
  gint64 used_us;
  gboolean proven; /* it has answered before: if it fails now, perhaps it is not the document */
} Helper;

/* What opening a document gave: pages, or why not. */
typedef struct
{
  guint n_pages;
  DectPlanSize *sizes;
  GError *failure;
} Answer;

static GMutex lock;
static GCond turn;
static guint n_busy;
static GQueue idle = G_QUEUE_INIT; /* Helper, latest first */
static GHashTable *answers;        /* key -> Answer */
static GHashTable *opening;        /* keys of the documents that are being opened */
static guint sweeper;

static void
helper_free (Helper *self)
{
  g_clear_pointer (&self->child, dect_decode_child_free);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Helper, helper_free)

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_error (&self->failure);
  g_free (self->sizes);
  g_free (self);
}

/* --- Idle ones -------------------------------------------------------------------------------- */

/* Takes those from the queue that are too many or have waited too long; the caller ends them
 * without the lock. */
static GSList *
take_expired (gint64 now_us)
{
  GSList *expired = NULL;

  while (!g_queue_is_empty (&idle))
    {
      const Helper *oldest = g_queue_peek_tail (&idle);

      if (idle.length <= DECT_DECODE_MAX_IDLE
          && now_us - oldest->used_us < (gint64) DECT_DECODE_IDLE_S * G_USEC_PER_SEC)
        break;
      expired = g_slist_prepend (expired, g_queue_pop_tail (&idle));
    }
  return expired;
}

static void
end_all (GSList *helpers)
{
  g_slist_free_full (helpers, (GDestroyNotify) helper_free);
}

static gboolean
sweep_cb (gpointer user_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  /* Who works may just be starting the starter, for as long as that takes, and this is the main
   * thread; he looks after the idle ones himself when he has finished. */
  if (n_busy > 0)
    return G_SOURCE_CONTINUE;
  /* Within the lock: nobody is about to ask for a helper. */
  end_all (take_expired (g_get_monotonic_time ()));
  if (!g_queue_is_empty (&idle))
    return G_SOURCE_CONTINUE;
  sweeper = 0;
  dect_decode_starter_stop ();
  return G_SOURCE_REMOVE;
}

static Helper *
take_idle (const char *key)
{
  for (GList *link = idle.head; link != NULL; link = link->next)
    {
      Helper *helper = link->data;

      if (g_str_equal (helper->key, key))
        {
          g_queue_delete_link (&idle, link);
          return helper;
        }
    }
  return NULL;
}

/* --- Turns ------------------------------------------------------------------------------------ */

/* Waits, with the lock, until something has changed. Returns FALSE when that was cancelled. */
static gboolean
wait_for_turn (GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_cond_wait_until (&turn, &lock, g_get_monotonic_time () + TURN_US);
  return TRUE;
}

/* Waits for a turn. Returns whether there is one; *@helper is then the idle one of the document, if
 * there is one. */
static gboolean
begin (const char *key, Helper **helper, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  while (n_busy >= DECT_DECODE_MAX_BUSY)
    if (!wait_for_turn (cancellable, error))
      return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  n_busy++;
  *helper = take_idle (key);
  return TRUE;
}

/* Gives the turn back, and the helper to the idle ones if it is still good. */
static void
finish (Helper *helper)
{
  GSList *ended = NULL;

  g_mutex_lock (&lock);
  n_busy--;
  if (helper != NULL && dect_decode_child_is_lost (helper->child))
    ended = g_slist_prepend (NULL, helper);
  else if (helper != NULL)
    {
      helper->used_us = g_get_monotonic_time ();
      helper->proven = TRUE;
      g_queue_push_head (&idle, helper);
      ended = take_expired (helper->used_us);
      /* Without a main loop, as in handoverctl, the end of the program is theirs too. */
      if (sweeper == 0)
        sweeper = g_timeout_add_seconds (DECT_DECODE_IDLE_S / 2, sweep_cb, NULL);
    }
  g_cond_broadcast (&turn);
  g_mutex_unlock (&lock);
  end_all (ended);
}

/* --- Answers ---------------------------------------------------------------------------------- */

static void
remember (const char *key, const DectPlan *plan, const GError *failure)
{
  Answer *answer;

  if (failure != NULL
      && (failure->domain != DECT_PLAN_ERROR || failure->code == DECT_PLAN_ERROR_START))
    return;
  answer = g_new0 (Answer, 1);
  answer->n_pages = plan->n_pages;
  answer->sizes = g_memdup2 (plan->sizes, plan->n_pages * sizeof *plan->sizes);
  answer->failure = failure != NULL ? g_error_copy (failure) : NULL;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (answers == NULL)
    answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  if (g_hash_table_size (answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (answers);
  g_hash_table_insert (answers, g_strdup (key), answer);
}

/* Returns, with the lock, whether the answer is known: then @plan has its pages, or @error the
 * failure. */
static gboolean
recall (const char *key, DectPlan *plan, GError **error)
{
  const Answer *answer = answers != NULL ? g_hash_table_lookup (answers, key) : NULL;

  if (answer == NULL)
    return FALSE;
  plan->n_pages = answer->n_pages;
  plan->sizes = g_memdup2 (answer->sizes, answer->n_pages * sizeof *answer->sizes);
  if (answer->failure != NULL)
    g_propagate_error (error, g_error_copy (answer->failure));
  return TRUE;
}

/* The window wants the same plan for its canvas, its list of floors and its inspector at once: one
 * of them asks, the others wait for his answer. Returns whether there is nothing to ask: the answer
 * is known, or @error set. Else the caller calls end_opening() when he has asked. */
static gboolean
begin_opening (const char *key, DectPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (opening == NULL)
    opening = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (!recall (key, plan, error))
    {
      if (!g_hash_table_contains (opening, key))
        {
          g_hash_table_add (opening, g_strdup (key));
          return FALSE;
        }
      if (!wait_for_turn (cancellable, error))
        return TRUE;
    }
  return TRUE;
}

static void
end_opening (const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  g_hash_table_remove (opening, key);
  g_cond_broadcast (&turn);
}

/* --- Work ------------------------------------------------------------------------------------- */

/* A fresh helper that has opened the document, whose pages @n_pages and @sizes say. */
static Helper *
start (
    DectPlan *plan, guint *n_pages, DectPlanSize **sizes, GCancellable *cancellable, GError **error)
{
  g_autoptr (Helper) self = g_new0 (Helper, 1);

  self->key = g_strdup (dect_plan_get_key (plan));
  self->child = dect_decode_child_new (plan->bytes, cancellable, error);
  if (self->child == NULL
      || !dect_decode_child_open (self->child, n_pages, sizes, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Fills @plan, or sets @error. */
static void
ask (DectPlan *plan, const char *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  Helper *helper = NULL;

  if (!begin (key, &helper, cancellable, error))
    return;
  /* Idle ones have answered; the answer was only pushed out. */
  g_clear_pointer (&helper, helper_free);
  helper = start (plan, &plan->n_pages, &plan->sizes, cancellable, &failure);
  finish (helper);
  remember (key, plan, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
}

gboolean
dect_decode_pool_open (DectPlan *plan, GCancellable *cancellable, GError **error)
{
  const char *key;
  GError *failure = NULL;

  g_return_val_if_fail (plan != NULL, FALSE);

  key = dect_plan_get_key (plan);
  if (!begin_opening (key, plan, cancellable, &failure))
    {
      ask (plan, key, cancellable, &failure);
      end_opening (key);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static cairo_surface_t *
render (DectPlan *plan,
        Helper **helper,
        guint page,
        double px_per_unit,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree DectPlanSize *sizes = NULL;
  guint n_pages;
  int width, height;

  if (!dect_plan_get_pixels (plan, page, px_per_unit, &width, &height, error))
    return NULL;
  if (*helper == NULL)
    *helper = start (plan, &n_pages, &sizes, cancellable, error);
  if (*helper == NULL)
    return NULL;
  return dect_decode_child_render ((*helper)->child, page, px_per_unit, width, height, cancellable,
                                   error);
}

cairo_surface_t *
dect_decode_pool_render (
    DectPlan *plan, guint page, double px_per_unit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  cairo_surface_t *surface;
  Helper *helper = NULL;

  g_return_val_if_fail (plan != NULL, NULL);

  if (!begin (dect_plan_get_key (plan), &helper, cancellable, error))
    return NULL;
  surface = render (plan, &helper, page, px_per_unit, cancellable, &failure);
  if (helper != NULL && helper->proven
      && g_error_matches (failure, DECT_PLAN_ERROR, DECT_PLAN_ERROR_READER))
    {
      g_clear_error (&failure);
      g_clear_pointer (&helper, helper_free);
      surface = render (plan, &helper, page, px_per_unit, cancellable, &failure);
    }
  finish (helper);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return surface;
}

void
dect_decode_pool_clear (void)
{
  GSList *ended = NULL;

  g_mutex_lock (&lock);
  while (!g_queue_is_empty (&idle))
    ended = g_slist_prepend (ended, g_queue_pop_head (&idle));
  g_clear_pointer (&answers, g_hash_table_unref);
  g_mutex_unlock (&lock);
  end_all (ended);
  dect_decode_starter_stop ();
}

guint
dect_decode_pool_count_idle (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  return idle.length;
}

guint32
dect_decode_pool_find_id (DectPlan *plan)
{
  g_return_val_if_fail (plan != NULL, 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  for (GList *link = idle.head; link != NULL; link = link->next)
    {
      const Helper *helper = link->data;

      if (g_str_equal (helper->key, dect_plan_get_key (plan)))
        return dect_decode_child_get_id (helper->child);
    }
  return 0;
}
