/** Headers of the machine, by the Debian package that has them. Some are not there on every release: those are left out. */
const LIBC = `
  aio.h ar.h arpa/nameser.h dirent.h elf.h fcntl.h grp.h ifaddrs.h link.h mqueue.h netdb.h net/ethernet.h net/if.h
  net/if_arp.h net/ppp_defs.h net/route.h netinet/ether.h netinet/icmp6.h netinet/if_ether.h netinet/igmp.h netinet/in.h
  netinet/ip.h netinet/ip6.h netinet/ip_icmp.h netinet/tcp.h netinet/udp.h poll.h pthread.h pwd.h regex.h resolv.h
  sched.h semaphore.h shadow.h signal.h spawn.h stab.h sys/acct.h sys/epoll.h sys/inotify.h sys/ipc.h sys/msg.h
  sys/resource.h sys/sem.h sys/shm.h sys/socket.h sys/stat.h sys/statvfs.h sys/time.h sys/timex.h sys/uio.h sys/un.h
  sys/user.h sys/vfs.h termios.h time.h ucontext.h utime.h utmp.h utmpx.h
`;

const LINUX = `
  linux/acct.h linux/aio_abi.h linux/atm.h linux/audit.h linux/batadv_packet.h linux/blktrace_api.h linux/bpf.h
  linux/btrfs.h linux/can.h linux/can/bcm.h linux/can/isotp.h linux/cdrom.h linux/cec.h linux/coff.h linux/cramfs_fs.h
  linux/dccp.h linux/dm-ioctl.h linux/dvb/dmx.h linux/dvb/frontend.h linux/edd.h linux/elf.h linux/ethtool.h linux/fb.h
  linux/fiemap.h linux/filter.h linux/fs.h linux/fscrypt.h linux/fuse.h linux/futex.h linux/gfs2_ondisk.h linux/gpio.h
  linux/hdlc.h linux/hdreg.h linux/hid.h linux/hidraw.h linux/hyperv.h linux/i2c.h linux/icmp.h linux/icmpv6.h
  linux/if_alg.h linux/if_arp.h linux/if_bridge.h linux/if_ether.h linux/if_fc.h linux/if_fddi.h linux/if_link.h
  linux/if_packet.h linux/if_ppp.h linux/if_tun.h linux/if_xdp.h linux/igmp.h linux/in.h linux/in6.h linux/inet_diag.h
  linux/input.h linux/io_uring.h linux/ip.h linux/ipmi.h linux/ipv6.h linux/iso_fs.h linux/jffs2.h linux/joystick.h
  linux/kd.h linux/kvm.h linux/llc.h linux/loop.h linux/media.h linux/mei.h linux/minix_fs.h linux/mroute.h
  linux/msdos_fs.h linux/nbd.h linux/netfilter/x_tables.h linux/netlink.h linux/nfs4.h linux/nilfs2_ondisk.h
  linux/nvme_ioctl.h linux/perf_event.h linux/pkt_cls.h linux/pkt_sched.h linux/ppp-comp.h linux/pps.h linux/ptp_clock.h
  linux/quota.h linux/raid/md_p.h linux/rds.h linux/reiserfs_fs.h linux/romfs_fs.h linux/rtc.h linux/rtnetlink.h
  linux/screen_info.h linux/sed-opal.h linux/seg6.h linux/serial.h linux/sock_diag.h linux/soundcard.h
  linux/spi/spidev.h linux/stat.h linux/taskstats.h linux/tcp.h linux/tipc.h linux/uhid.h linux/uinput.h linux/udp.h
  linux/usb/cdc.h linux/usb/ch11.h linux/usb/ch9.h linux/usb/functionfs.h linux/usb/midi.h linux/usb/video.h
  linux/usbdevice_fs.h linux/userfaultfd.h linux/vfio.h linux/vhost.h linux/videodev2.h linux/virtio_blk.h
  linux/virtio_net.h linux/virtio_ring.h linux/vt.h linux/watchdog.h linux/wireless.h linux/x25.h linux/xfrm.h
  asm/kvm.h asm/ldt.h asm/ptrace.h asm/sigcontext.h asm/stat.h mtd/mtd-abi.h mtd/ubi-user.h rdma/ib_user_verbs.h
  rdma/mlx5-abi.h scsi/fc/fc_els.h scsi/fc/fc_fs.h scsi/fc/fc_ns.h scsi/scsi_bsg_fc.h sound/asequencer.h sound/asoc.h
  sound/asound.h sound/compress_params.h sound/emu10k1.h sound/firewire.h video/edid.h
`;

/** Headers that can be included together. */
export const GROUPS: readonly (readonly string[])[] = [LIBC, LINUX].map((names) => names.trim().split(/\s+/));
