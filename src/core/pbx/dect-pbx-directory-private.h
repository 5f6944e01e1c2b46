/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-directory.h"

G_BEGIN_DECLS

/* An empty directory. */
DectPbxDirectory *dect_pbx_directory_new (void);

G_END_DECLS
