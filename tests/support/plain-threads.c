/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <pthread.h>

/*
 * The few functions of GLib by which threads of ours meet, made of plain pthreads.
 *
 * ThreadSanitizer knows what order pthreads bring about. GLib has locks of its own (futexes), and
 * the distribution's GLib is not built for that sanitizer, so that with it every handing over looks
 * like a race. Only builds with -Db_sanitize=thread link this file (./dev race); a program's own
 * functions go before those of a library. Types, and what they promise, are GLib's.
 */

static pthread_mutex_t once_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t once_cond = PTHREAD_COND_INITIALIZER;

/* Both may be all zeros and never initialized. No lock is taken here: it would order threads that
 * nothing else orders, and so hide their races. */
static pthread_mutex_t *
get_mutex (GMutex *mutex)
{
  pthread_mutex_t *made, *expected = NULL;

  made = __atomic_load_n (&mutex->p, __ATOMIC_ACQUIRE);
  if (made != NULL)
    return made;
  made = g_new (pthread_mutex_t, 1);
  pthread_mutex_init (made, NULL);
  if (!__atomic_compare_exchange_n ((pthread_mutex_t **) &mutex->p, &expected, made, FALSE,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    g_free (made);
  return __atomic_load_n (&mutex->p, __ATOMIC_ACQUIRE);
}

static pthread_cond_t *
get_cond (GCond *cond)
{
  pthread_cond_t *made, *expected = NULL;

  made = __atomic_load_n (&cond->p, __ATOMIC_ACQUIRE);
  if (made != NULL)
    return made;
  made = g_new (pthread_cond_t, 1);
  pthread_cond_init (made, NULL);
  if (!__atomic_compare_exchange_n ((pthread_cond_t **) &cond->p, &expected, made, FALSE,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    g_free (made);
  return __atomic_load_n (&cond->p, __ATOMIC_ACQUIRE);
}

void
g_mutex_init (GMutex *mutex)
{
  mutex->p = NULL;
}

void
g_mutex_clear (GMutex *mutex)
{
  if (mutex->p != NULL)
    pthread_mutex_destroy (mutex->p);
  g_clear_pointer (&mutex->p, g_free);
}

void
g_mutex_lock (GMutex *mutex)
{
  pthread_mutex_lock (get_mutex (mutex));
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  return pthread_mutex_trylock (get_mutex (mutex)) == 0;
}

void
g_mutex_unlock (GMutex *mutex)
{
  pthread_mutex_unlock (get_mutex (mutex));
}

void
g_cond_init (GCond *cond)
{
  cond->p = NULL;
}

void
g_cond_clear (GCond *cond)
{
  if (cond->p != NULL)
    pthread_cond_destroy (cond->p);
  g_clear_pointer (&cond->p, g_free);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  pthread_cond_wait (get_cond (cond), get_mutex (mutex));
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  struct timespec end;
  gint64 left_us = MAX (end_time - g_get_monotonic_time (), 0);

  clock_gettime (CLOCK_REALTIME, &end);
  end.tv_sec += left_us / G_USEC_PER_SEC;
  end.tv_nsec += left_us % G_USEC_PER_SEC * 1000;
  if (end.tv_nsec >= 1000000000)
    {
      end.tv_sec++;
      end.tv_nsec -= 1000000000;
    }
  return pthread_cond_timedwait (get_cond (cond), get_mutex (mutex), &end) == 0;
}

void
g_cond_signal (GCond *cond)
{
  pthread_cond_signal (get_cond (cond));
}

void
g_cond_broadcast (GCond *cond)
{
  pthread_cond_broadcast (get_cond (cond));
}

gpointer
g_once_impl (GOnce *once, GThreadFunc func, gpointer arg)
{
  gpointer value;

  pthread_mutex_lock (&once_mutex);
  while (once->status == G_ONCE_STATUS_PROGRESS)
    pthread_cond_wait (&once_cond, &once_mutex);
  if (once->status != G_ONCE_STATUS_READY)
    {
      once->status = G_ONCE_STATUS_PROGRESS;
      pthread_mutex_unlock (&once_mutex);
      value = func (arg);
      pthread_mutex_lock (&once_mutex);
      once->retval = value;
      g_atomic_int_set ((gint *) &once->status, G_ONCE_STATUS_READY);
      pthread_cond_broadcast (&once_cond);
    }
  value = once->retval;
  pthread_mutex_unlock (&once_mutex);
  return value;
}

void (g_atomic_ref_count_init) (gatomicrefcount *count)
{
  __atomic_store_n (count, 1, __ATOMIC_SEQ_CST);
}

void (g_atomic_ref_count_inc) (gatomicrefcount *count)
{
  __atomic_fetch_add (count, 1, __ATOMIC_SEQ_CST);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  return __atomic_fetch_sub (count, 1, __ATOMIC_SEQ_CST) == 1;
}

/* A pool without end: a thread for each job. */
typedef struct
{
  GThreadPool *pool;
  gpointer data;
} Job;

static gpointer
do_job (gpointer data)
{
  Job *job = data;

  job->pool->func (job->data, job->pool->user_data);
  g_free (job);
  return NULL;
}

GThreadPool *
g_thread_pool_new (
    GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error)
{
  GThreadPool *pool = g_new0 (GThreadPool, 1);

  pool->func = func;
  pool->user_data = user_data;
  return pool;
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer data, GError **error)
{
  Job *job = g_new (Job, 1);
  pthread_t thread;

  job->pool = pool;
  job->data = data;
  if (pthread_create (&thread, NULL, do_job, job) != 0)
    g_error ("no more threads");
  pthread_detach (thread);
  return TRUE;
}
