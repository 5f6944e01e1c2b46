/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-problem-private.h"

#define MAX_PROBLEMS 1000

static void
problem_free (gpointer data)
{
  DectOmmProblem *problem = data;

  g_free (problem->text);
  g_free (problem);
}

GPtrArray *
dect_omm_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

void
dect_omm_problems_add_valist (
    GPtrArray *self, guint line, guint column, const char *field, const char *format, va_list args)
{
  DectOmmProblem *problem;

  if (self->len >= MAX_PROBLEMS)
    return;
  problem = g_new0 (DectOmmProblem, 1);
  problem->line = line;
  problem->column = column;
  problem->field = field;
  problem->text = g_strdup_vprintf (format, args);
  g_ptr_array_add (self, problem);
}

void
dect_omm_problems_add (
    GPtrArray *self, guint line, guint column, const char *field, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  dect_omm_problems_add_valist (self, line, column, field, format, args);
  va_end (args);
}
